import type { Rectangle } from '../entities/studio-document.ts'
import type { CanvasDocument, Layer, StagedCandidate } from './canvas-document.ts'
import { branchesOf, rootsOf, withBranches, withDescendants } from './layers/branches.ts'

/** What may change of a layer that stays what it is and where it is. */
export type LayerChange = Partial<Omit<Layer, 'id' | 'kind' | 'parent'>>

/** Every change of the canvas is one of these: document in, document out. */
export type Edit = (document: CanvasDocument) => CanvasDocument

/** Puts `layer` right above the active one, in its group (or on top), and makes it active. */
export function addLayer(layer: Layer): Edit {
  return (document) => {
    const active = document.activeLayerId === null ? undefined : document.layers[document.activeLayerId]
    return placeLayer(layer, active?.parent ?? null, active?.id ?? null)(document)
  }
}

/** Puts `layer` into a group (null: the top level), above a layer of it (null: on top), and makes it active. */
export function placeLayer(layer: Layer, parent: string | null, above: string | null): Edit {
  return (document) => {
    const branches = new Map(branchesOf(document))
    const branch = branches.get(parent) ?? []
    const at = above === null ? -1 : branch.indexOf(above)
    branches.set(parent, branch.toSpliced(at < 0 ? branch.length : at + 1, 0, layer.id))
    const layers = { ...document.layers, [layer.id]: { ...layer, parent } }
    return withBranches({ ...document, layers, activeLayerId: layer.id }, branches)
  }
}

/** Takes the layer away, a group with all that it holds; its neighbour becomes active. */
export function removeLayer(id: string): Edit {
  return removeLayers([id])
}

export function removeLayers(ids: readonly string[]): Edit {
  return (document) => {
    const gone = new Set(withDescendants(document, ids))
    if (gone.size === 0) return document
    const { activeLayerId } = document
    return {
      ...document,
      order: document.order.filter((id) => !gone.has(id)),
      layers: Object.fromEntries(Object.entries(document.layers).filter(([id]) => !gone.has(id))),
      activeLayerId:
        activeLayerId !== null && gone.has(activeLayerId) ? neighbourOf(document, ids, gone) : activeLayerId,
    }
  }
}

/** The sibling below the lowest of the layers that go, else the one above, else the group, else the topmost left. */
function neighbourOf(
  document: CanvasDocument,
  ids: readonly string[],
  gone: ReadonlySet<string>,
): string | null {
  const lowest = rootsOf(document, ids)[0] ?? ''
  const parent = document.layers[lowest]?.parent ?? null
  const branch = branchesOf(document).get(parent) ?? []
  const at = branch.indexOf(lowest)
  const stays = (id: string) => !gone.has(id)
  return (
    branch.slice(0, at).findLast(stays) ??
    branch.slice(at).find(stays) ??
    parent ??
    document.order.findLast(stays) ??
    null
  )
}

/** Name, visibility, opacity (0 … 1), position, pixels and the like of one layer. */
export function changeLayer(id: string, change: LayerChange): Edit {
  return (document) => {
    const layer = document.layers[id]
    if (!layer) return document
    const same = Object.entries(change).every(([key, value]) => layer[key as keyof Layer] === value)
    if (same) return document
    return { ...document, layers: { ...document.layers, [id]: { ...layer, ...change } } }
  }
}

/** The same change of several layers; one step for all of them. */
export function changeLayers(ids: readonly string[], change: LayerChange): Edit {
  return sequence(...ids.map((id) => changeLayer(id, change)))
}

export function selectLayer(id: string): Edit {
  return (document) =>
    document.activeLayerId === id || !document.layers[id] ? document : { ...document, activeLayerId: id }
}

export function setBox(box: Rectangle): Edit {
  return (document) => {
    const { x, y, width, height } = document.box
    const same = x === box.x && y === box.y && width === box.width && height === box.height
    return same ? document : { ...document, box }
  }
}

/** Makes the page at least this large; nothing is ever cut off. */
export function growPage(width: number, height: number): Edit {
  return (document) =>
    width <= document.width && height <= document.height
      ? document
      : { ...document, width: Math.max(width, document.width), height: Math.max(height, document.height) }
}

/** Sets the page's size; layers keep their pixels. */
export function setPage(width: number, height: number): Edit {
  return (document) => ({ ...document, width, height })
}

export function addCandidate(candidate: StagedCandidate): Edit {
  return (document) =>
    document.candidates[candidate.sha256]
      ? document
      : { ...document, candidates: { ...document.candidates, [candidate.sha256]: candidate } }
}

/** Puts candidates by into the history, or back above the canvas; `used` once is used for good. */
export function changeCandidates(
  hashes: readonly string[],
  change: Partial<Pick<StagedCandidate, 'place' | 'used'>>,
): Edit {
  return (document) => {
    const candidates = { ...document.candidates }
    for (const sha256 of hashes) {
      const candidate = candidates[sha256]
      if (candidate) candidates[sha256] = { ...candidate, ...change }
    }
    return { ...document, candidates }
  }
}

/** Forgets candidates for good. */
export function removeCandidates(hashes: readonly string[]): Edit {
  return (document) => {
    const gone = new Set(hashes)
    const kept = Object.values(document.candidates).filter(({ sha256 }) => !gone.has(sha256))
    return { ...document, candidates: Object.fromEntries(kept.map((entry) => [entry.sha256, entry])) }
  }
}

/** One edit out of several, applied in turn. */
export function sequence(...edits: readonly Edit[]): Edit {
  return (document) => edits.reduce((current, edit) => edit(current), document)
}
