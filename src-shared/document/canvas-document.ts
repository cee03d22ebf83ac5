import type { Rectangle } from '../entities/studio-document.ts'
import { type Pixels, emptyPixels } from './pixels.ts'

/** A layer while it is worked on. Its pixels have their own coordinates; `x`, `y` say where their origin lies. */
export interface Layer {
  readonly id: string
  readonly kind: 'raster' | 'mask'
  readonly name: string
  readonly visible: boolean
  readonly opacity: number
  readonly x: number
  readonly y: number
  readonly pixels: Pixels
}

/** A picture waiting above the canvas. `mask` names the mask it was made with: it may write only there. */
export interface StagedCandidate {
  readonly sha256: string
  readonly jobId: string
  readonly bounds: Rectangle
  readonly mask: string | null
}

/** Everything that undo covers. Values are never changed in place, so two versions share what is alike. */
export interface CanvasDocument {
  readonly id: string
  readonly width: number
  readonly height: number
  /** Layer ids, bottom first. */
  readonly order: readonly string[]
  readonly layers: Readonly<Record<string, Layer>>
  readonly activeLayerId: string | null
  /** What the model sees, and where its picture goes. */
  readonly box: Rectangle
  /** By picture hash, in the order of their arrival. */
  readonly candidates: Readonly<Record<string, StagedCandidate>>
}

export function newDocument(id: string, width = 512, height = 512): CanvasDocument {
  return {
    id,
    width,
    height,
    order: [],
    layers: {},
    activeLayerId: null,
    box: { x: 0, y: 0, width, height },
    candidates: {},
  }
}

export function newLayer(id: string, kind: Layer['kind'], name: string): Layer {
  const pixels = emptyPixels(kind === 'mask' ? 1 : 4)
  return { id, kind, name, visible: true, opacity: 1, x: 0, y: 0, pixels }
}

/** Layers bottom first. */
export function layersOf(document: CanvasDocument): Layer[] {
  return document.order.flatMap((id) => document.layers[id] ?? [])
}

export function activeLayer(document: CanvasDocument): Layer | null {
  return document.activeLayerId === null ? null : (document.layers[document.activeLayerId] ?? null)
}
