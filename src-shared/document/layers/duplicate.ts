import type { Layer } from '../canvas-document.ts'
import type { Edit } from '../edits.ts'
import { branchesOf, rootsOf, withBranches, withDescendants } from './branches.ts'

interface Naming {
  newId(): string
  /** The name of a copy of a layer. */
  nameOf(layer: Layer): string
}

/** Copies layers, groups with all that they hold, each right above itself; the topmost copy becomes active. */
export function duplicateLayers(ids: readonly string[], { newId, nameOf }: Naming): Edit {
  return (document) => {
    const roots = rootsOf(document, ids)
    if (roots.length === 0) return document
    const copyOf = new Map(withDescendants(document, roots).map((id) => [id, newId()]))
    const layers: Record<string, Layer> = { ...document.layers }
    for (const [id, copy] of copyOf) {
      const layer = document.layers[id]
      if (!layer) continue
      const name = roots.includes(id) ? nameOf(layer) : layer.name
      layers[copy] = { ...layer, id: copy, name, parent: copyOf.get(layer.parent ?? '') ?? layer.parent }
    }
    const branches = new Map<string | null, readonly string[]>()
    for (const [parent, branch] of branchesOf(document)) {
      branches.set(
        parent,
        branch.flatMap((id) => (roots.includes(id) ? [id, copyOf.get(id) ?? id] : [id])),
      )
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
