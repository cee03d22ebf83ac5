import type { CanvasDocument } from '../canvas-document.ts'
import { branchesOf, withDescendants } from './branches.ts'

/** The layers named, with what they hold, at the top level of a document with nothing else in it. */
export function excerptOf(document: CanvasDocument, roots: readonly string[]): CanvasDocument {
  const order = withDescendants(document, roots)
  const layers = Object.fromEntries(
    order.flatMap((id) => {
      const layer = document.layers[id]
      return layer ? [[id, roots.includes(id) ? { ...layer, parent: null } : layer]] : []
    }),
  )
  // The lowest lies on nothing: it can neither be clipped nor blend with what is beneath.
  const ground = layers[roots[0] ?? '']
  if (ground) layers[ground.id] = { ...ground, clip: false, blend: 'normal' }
  return { ...document, order, layers }
}

/** Ids of the layers beside `id` that lie beneath it in its group, bottom first. */
export function siblingsBelow(document: CanvasDocument, id: string): readonly string[] {
  const branch = branchesOf(document).get(document.layers[id]?.parent ?? null) ?? []
  return branch.slice(0, Math.max(0, branch.indexOf(id)))
}
