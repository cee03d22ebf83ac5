import type { Rectangle } from '../entities/studio-document.ts'
import type { CanvasDocument, Layer, StagedCandidate } from './canvas-document.ts'

/** Every change of the canvas is one of these: document in, document out. */
export type Edit = (document: CanvasDocument) => CanvasDocument

/** Puts `layer` above the active one (or on top) and makes it active. */
export function addLayer(layer: Layer): Edit {
  return (document) => {
    const above = document.activeLayerId === null ? -1 : document.order.indexOf(document.activeLayerId)
    const at = above < 0 ? document.order.length : above + 1
    return {
      ...document,
      order: document.order.toSpliced(at, 0, layer.id),
      layers: { ...document.layers, [layer.id]: layer },
      activeLayerId: layer.id,
    }
  }
}

/** Takes the layer away; the one below it (or the next) becomes active. */
export function removeLayer(id: string): Edit {
  return (document) => {
    const at = document.order.indexOf(id)
    if (at < 0) return document
    const order = document.order.toSpliced(at, 1)
    const { [id]: _removed, ...layers } = document.layers
    const next = order[Math.max(0, at - 1)] ?? null
    return {
      ...document,
      order,
      layers,
      activeLayerId: document.activeLayerId === id ? next : document.activeLayerId,
    }
  }
}

/** Moves the layer to `index` of the order (0 is the bottom). */
export function reorderLayer(id: string, index: number): Edit {
  return (document) => {
    const at = document.order.indexOf(id)
    const to = Math.min(Math.max(index, 0), document.order.length - 1)
    if (at < 0 || at === to) return document
    return { ...document, order: document.order.toSpliced(at, 1).toSpliced(to, 0, id) }
  }
}

/** Name, visibility, opacity (0 … 1), position or pixels of one layer. */
export function changeLayer(id: string, change: Partial<Omit<Layer, 'id' | 'kind'>>): Edit {
  return (document) => {
    const layer = document.layers[id]
    if (!layer) return document
    const same = Object.entries(change).every(([key, value]) => layer[key as keyof Layer] === value)
    if (same) return document
    return { ...document, layers: { ...document.layers, [id]: { ...layer, ...change } } }
  }
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
