import { type CanvasDocument, newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { placeLayer } from '#shared/document/edits.ts'

/** Numbers that look random and are the same for the same seed: mulberry32. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** A document out of lines such as `group: a, b, inner: c` written as nested lists, bottom first. */
export type Tree = readonly (string | readonly [string, Tree])[]

export function documentOf(tree: Tree): CanvasDocument {
  const add = (document: CanvasDocument, branch: Tree, parent: string | null): CanvasDocument =>
    branch.reduce<CanvasDocument>((current, entry) => {
      const [id, inside] = typeof entry === 'string' ? [entry, null] : entry
      const layer = newLayer(id, inside ? 'group' : 'raster', id)
      const placed = placeLayer(layer, parent, null)(current)
      return inside ? add(placed, inside, id) : placed
    }, document)
  return add(newDocument('document'), tree, null)
}

/** The document's layers as nested lists, bottom first. */
export function treeOf(document: CanvasDocument, parent: string | null = null): Tree {
  return document.order
    .filter((id) => document.layers[id]?.parent === parent)
    .map((id) => (document.layers[id]?.kind === 'group' ? [id, treeOf(document, id)] : id))
}

/** What is wrong with the order of a document; nothing when all is well. */
export function faultsOf(document: CanvasDocument): string[] {
  const faults: string[] = []
  const { order, layers, activeLayerId } = document
  if (new Set(order).size !== order.length) faults.push('a layer stands twice in the order')
  if (order.toSorted().join() !== Object.keys(layers).toSorted().join())
    faults.push('order and layers differ')
  if (activeLayerId === null ? order.length > 0 : !layers[activeLayerId])
    faults.push('the active layer is missing')
  for (const [id, layer] of Object.entries(layers)) {
    if (layer.parent !== null && layers[layer.parent]?.kind !== 'group') faults.push(`${id} lies in no group`)
    if (layer.kind !== 'group') continue
    const inside = order.filter((each) => liesIn(document, each, id))
    const at = order.indexOf(id)
    const right = order.slice(at - inside.length, at)
    if (inside.join() !== right.join()) faults.push(`${id} does not stand right above what it holds`)
  }
  return faults
}

function liesIn(document: CanvasDocument, id: string, group: string): boolean {
  const seen = new Set<string>()
  for (let parent = document.layers[id]?.parent ?? null; parent !== null && !seen.has(parent);) {
    if (parent === group) return true
    seen.add(parent)
    parent = document.layers[parent]?.parent ?? null
  }
  return false
}
