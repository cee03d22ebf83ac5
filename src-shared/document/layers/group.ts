import type { Layer } from '../canvas-document.ts'
import type { Edit } from '../edits.ts'
import { branchesOf, rootsOf, withBranches } from './branches.ts'
import { moveLayers } from './arrange.ts'

/** Puts layers into `group`, a new one, where the topmost of them was; it becomes active. */
export function groupLayers(ids: readonly string[], group: Layer): Edit {
  return (document) => {
    const roots = rootsOf(document, ids)
    const topmost = document.layers[roots.at(-1) ?? '']
    if (!topmost) return document
    const { parent } = topmost
    const branches = new Map(branchesOf(document))
    const branch = branches.get(parent) ?? []
    branches.set(parent, branch.toSpliced(branch.indexOf(topmost.id) + 1, 0, group.id))
    const layers = { ...document.layers, [group.id]: { ...group, parent } }
    const added = withBranches({ ...document, layers, activeLayerId: group.id }, branches)
    return moveLayers(roots, { parent: group.id, above: null })(added)
  }
}

/** Takes groups away and leaves what they held in their places; the topmost of it becomes active. */
export function ungroupLayers(ids: readonly string[]): Edit {
  return (document) => {
    const groups = ids.filter((id) => document.layers[id]?.kind === 'group')
    if (groups.length === 0) return document
    const gone = new Set(groups)
    const branches = branchesOf(document)
    const spread = (id: string): readonly string[] =>
      gone.has(id) ? (branches.get(id) ?? []).flatMap(spread) : [id]
    const kept = new Map(
      [...branches]
        .filter(([parent]) => parent === null || !gone.has(parent))
        .map(([parent, branch]) => [parent, branch.flatMap(spread)] as const),
    )
    const layers = Object.fromEntries(Object.entries(document.layers).filter(([id]) => !gone.has(id)))
    const next = withBranches({ ...document, layers }, kept)
    const left = groups.flatMap(spread).at(-1) ?? next.order.at(-1) ?? null
    const { activeLayerId } = document
    return {
      ...next,
      activeLayerId: activeLayerId !== null && gone.has(activeLayerId) ? left : activeLayerId,
    }
  }
}
