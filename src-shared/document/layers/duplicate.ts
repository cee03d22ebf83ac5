import type { Layer } from '../canvas-document.ts'
import type { Edit } from '../edits.ts'
import { branchesOf, rootsOf, withBranches, withDescendants } from './branches.ts'

interface Naming {
  newId(): string
  /** The name of a copy of a layer. */
  nameOf(layer: Layer): string
}

/**
 * Copies layers, groups with all that they hold; the copies stand together, in each group right above the topmost of
 * what was copied there. The topmost copy becomes active.
 */
export function duplicateLayers(ids: readonly string[], { newId, nameOf }: Naming): Edit {
  return (document) => {
    const roots = rootsOf(document, ids)
    if (roots.length === 0) return document
    const isRoot = new Set(roots)
    const copyOf = new Map(withDescendants(document, roots).map((id) => [id, newId()]))
    const layers: Record<string, Layer> = { ...document.layers }
    for (const [id, copy] of copyOf) {
      const layer = document.layers[id]
      if (!layer) continue
      const name = isRoot.has(id) ? nameOf(layer) : layer.name
      layers[copy] = { ...layer, id: copy, name, parent: copyOf.get(layer.parent ?? '') ?? layer.parent }
    }
    const branches = new Map<string | null, readonly string[]>()
    for (const [parent, branch] of branchesOf(document)) {
      const copied = branch.filter((id) => isRoot.has(id))
      const above = branch.indexOf(copied.at(-1) ?? '') + 1
      branches.set(parent, branch.toSpliced(above, 0, ...copied.map((id) => copyOf.get(id) ?? id)))
      const copy = copyOf.get(parent ?? '')
      if (copy)
        branches.set(
          copy,
          branch.map((id) => copyOf.get(id) ?? id),
        )
    }
    const activeLayerId = copyOf.get(roots.at(-1) ?? '') ?? document.activeLayerId
    return withBranches({ ...document, layers, activeLayerId }, branches)
  }
}
