import { type CanvasDocument, layersOf } from '../canvas-document.ts'

/** Ids of the layers that lie directly in each group (null: at the top level), bottom first. */
export type Branches = ReadonlyMap<string | null, readonly string[]>

/** The layers as a tree. One whose group is missing, or is no group, stands at the top level. */
export function branchesOf(document: CanvasDocument): Branches {
  const branches = new Map<string | null, string[]>()
  for (const { id, parent } of layersOf(document)) {
    const home = parent !== null && document.layers[parent]?.kind === 'group' ? parent : null
    const branch = branches.get(home)
    if (branch) branch.push(id)
    else branches.set(home, [id])
  }
  return branches
}

/** The flat order, bottom first: a group right above all that it holds. */
export function orderFrom(branches: Branches): string[] {
  const order: string[] = []
  const visit = (parent: string | null) => {
    for (const id of branches.get(parent) ?? []) {
      visit(id)
      order.push(id)
    }
  }
  visit(null)
  return order
}

/** Those of `ids` that no other one of them holds, bottom first. */
export function rootsOf(document: CanvasDocument, ids: readonly string[]): string[] {
  const chosen = new Set(ids)
  const held = (id: string): boolean => {
    const parent = document.layers[id]?.parent ?? null
    return parent !== null && (chosen.has(parent) || held(parent))
  }
  return document.order.filter((id) => chosen.has(id) && !held(id))
}

/** The ids with everything that they hold, bottom first. */
export function withDescendants(document: CanvasDocument, ids: readonly string[]): string[] {
  const chosen = new Set(ids)
  const inside = (id: string | null): boolean =>
    id !== null && (chosen.has(id) || inside(document.layers[id]?.parent ?? null))
  return document.order.filter(inside)
}

/** A document of these branches: its order, and each layer's parent where it changed. */
export function withBranches(document: CanvasDocument, branches: Branches): CanvasDocument {
  const layers = { ...document.layers }
  for (const [parent, branch] of branches) {
    for (const id of branch) {
      const layer = layers[id]
      if (layer && layer.parent !== parent) layers[id] = { ...layer, parent }
    }
  }
  const order = orderFrom(branches)
  const same = order.length === document.order.length && order.every((id, at) => id === document.order[at])
  const moved = Object.keys(layers).some((id) => layers[id] !== document.layers[id])
  if (same && !moved) return document
  return { ...document, order: same ? document.order : order, layers: moved ? layers : document.layers }
}
