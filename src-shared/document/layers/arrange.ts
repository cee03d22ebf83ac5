import type { CanvasDocument } from '../canvas-document.ts'
import type { Edit } from '../edits.ts'
import { type Branches, branchesOf, rootsOf, withBranches, withDescendants } from './branches.ts'

/** A place in the tree: in a group (null: at the top level), right above a layer of it (null: at its bottom). */
export interface LayerPlace {
  readonly parent: string | null
  readonly above: string | null
}

/** Moves layers, with all that they hold, to a place; they keep their order. Into themselves they don't go. */
export function moveLayers(ids: readonly string[], place: LayerPlace): Edit {
  return (document) => {
    const roots = rootsOf(document, ids)
    const inside = new Set(withDescendants(document, roots))
    if (roots.length === 0 || !isGroup(document, place.parent)) return document
    if (place.parent !== null && inside.has(place.parent)) return document
    const branches = without(branchesOf(document), roots)
    const branch = branches.get(place.parent) ?? []
    branches.set(place.parent, branch.toSpliced(positionAbove(document, place, branch), 0, ...roots))
    return withBranches(document, branches)
  }
}

/**
 * Moves layers by one row of the list: past a neighbour, into an open group beside them, or out of their own.
 * Groups in `closed` are passed over.
 */
export function stepLayers(ids: readonly string[], by: 'up' | 'down', closed: readonly string[] = []): Edit {
  return (document) => {
    const roots = rootsOf(document, ids)
    const edge = by === 'up' ? roots.at(-1) : roots[0]
    const place = edge === undefined ? null : placeBeside(document, edge, by, closed)
    return place ? moveLayers(roots, place)(document) : document
  }
}

function placeBeside(
  document: CanvasDocument,
  id: string,
  by: 'up' | 'down',
  closed: readonly string[],
): LayerPlace | null {
  const parent = document.layers[id]?.parent ?? null
  const branches = branchesOf(document)
  const branch = branches.get(parent) ?? []
  const at = branch.indexOf(id)
  const neighbour = branch[by === 'up' ? at + 1 : at - 1]
  if (neighbour === undefined) return placeOutside(document, branches, parent, by)
  if (document.layers[neighbour]?.kind === 'group' && !closed.includes(neighbour)) {
    return { parent: neighbour, above: by === 'up' ? null : (branches.get(neighbour)?.at(-1) ?? null) }
  }
  return { parent, above: by === 'up' ? neighbour : (branch[at - 2] ?? null) }
}

/** Right above or right below the group itself; null at the top level, where there is no further. */
function placeOutside(
  document: CanvasDocument,
  branches: Branches,
  group: string | null,
  by: 'up' | 'down',
): LayerPlace | null {
  if (group === null) return null
  const parent = document.layers[group]?.parent ?? null
  if (by === 'up') return { parent, above: group }
  const branch = branches.get(parent) ?? []
  return { parent, above: branch[branch.indexOf(group) - 1] ?? null }
}

/** Where `place` is in a branch from which the moved layers are gone: above the next lower one that stayed. */
function positionAbove(document: CanvasDocument, place: LayerPlace, branch: readonly string[]): number {
  if (place.above === null) return 0
  const before = branchesOf(document).get(place.parent) ?? []
  for (let at = before.indexOf(place.above); at >= 0; at--) {
    const found = branch.indexOf(before[at] ?? '')
    if (found >= 0) return found + 1
  }
  return before.includes(place.above) ? 0 : branch.length
}

function without(branches: Branches, ids: readonly string[]): Map<string | null, string[]> {
  const gone = new Set(ids)
  return new Map([...branches].map(([parent, branch]) => [parent, branch.filter((id) => !gone.has(id))]))
}

function isGroup(document: CanvasDocument, id: string | null): boolean {
  return id === null || document.layers[id]?.kind === 'group'
}
