import type { CanvasDocument, Layer } from '../canvas-document.ts'
import { branchesOf, withDescendants } from './branches.ts'

/**
 * The layers named, with what they hold, at the top level of a document with nothing else in it. One that was clipped
 * to a layer that is not among them is clipped no more, and the lowest blends with nothing.
 */
export function excerptOf(document: CanvasDocument, roots: readonly string[]): CanvasDocument {
  const order = withDescendants(document, roots)
  const layers: Record<string, Layer> = {}
  for (const id of order) {
    const layer = document.layers[id]
    if (!layer) continue
    const base = roots.includes(id) && layer.clip ? clipBase(document, id) : null
    const clip = layer.clip && (!roots.includes(id) || (base !== null && roots.includes(base)))
    layers[id] = roots.includes(id) ? { ...layer, parent: null, clip } : layer
  }
  const ground = layers[roots[0] ?? '']
  if (ground) layers[ground.id] = { ...ground, clip: false, blend: 'normal' }
  return { ...document, order, layers }
}

/** The layer that a clipped one is clipped to: the first beneath it in its group that is not clipped itself. */
function clipBase(document: CanvasDocument, id: string): string | null {
  return siblingsBelow(document, id).findLast((each) => document.layers[each]?.clip === false) ?? null
}

/** Ids of the layers beside `id` that lie beneath it in its group, bottom first. */
export function siblingsBelow(document: CanvasDocument, id: string): readonly string[] {
  const branch = branchesOf(document).get(document.layers[id]?.parent ?? null) ?? []
  return branch.slice(0, Math.max(0, branch.indexOf(id)))
}
