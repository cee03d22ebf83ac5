import type { Adjustment } from '../entities/adjustment.ts'
import type { BlendMode } from '../entities/blend-mode.ts'
import type { Rectangle } from '../entities/studio-document.ts'
import { type Pixels, emptyPixels } from './pixels.ts'

/**
 * `raster` holds colours; `mask` says what is to be made anew; `region` says where a prompt of its own counts;
 * `group` holds other layers; `adjustment` changes the colours of what is beneath it in its group.
 */
export type LayerKind = 'raster' | 'mask' | 'region' | 'group' | 'adjustment'

/** What a region asks for where its layer covers, besides the prompt of the whole picture. */
export interface RegionPrompt {
  readonly prompt: string
  /** How strongly the region counts against what is around it, 0 … 2. */
  readonly weight: number
}

/** A layer while it is worked on. Its pixels have their own coordinates; `x`, `y` say where their origin lies. */
export interface Layer {
  readonly id: string
  readonly kind: LayerKind
  readonly name: string
  readonly visible: boolean
  readonly opacity: number
  readonly x: number
  readonly y: number
  /** RGBA of a raster layer, coverage of a mask or region; empty in groups and adjustments. */
  readonly pixels: Pixels
  readonly blend: BlendMode
  /** Nothing of it changes but its place in the list. */
  readonly locked: boolean
  /** Painting changes colours, never what is covered. */
  readonly lockAlpha: boolean
  /** Shown only where the layer beneath it in its group (the first one that is not clipped) covers. */
  readonly clip: boolean
  /** The group that it lies in; null at the top level. */
  readonly parent: string | null
  /** Of a region only. */
  readonly region: RegionPrompt | null
  /** Of an adjustment only. */
  readonly adjustment: Adjustment | null
  /** Which of a raster layer's pixels a model made; null when all are painted by hand or unknown. */
  readonly origins: Origins | null
}

/** Where the pixels of a layer came from: 0 in `map` was painted by hand, k is `pictures[k − 1]`. */
export interface Origins {
  /** One byte a pixel, in the layer's own coordinates. */
  readonly map: Pixels
  /** Hashes of pictures in the library, 255 at most. */
  readonly pictures: readonly string[]
}

/** A picture made for this canvas. `mask` names the mask it was made with: it may write only there. */
export interface StagedCandidate {
  readonly sha256: string
  readonly jobId: string
  readonly bounds: Rectangle
  readonly mask: string | null
  /** The seam runs over this many document pixels, inside the mask. */
  readonly feather: number
  /** What it was asked for with. */
  readonly prompt: string
  /** Above the canvas, or put by into the history. */
  readonly place: 'staging' | 'history'
  /** All or a part of it was taken into a layer. */
  readonly used: boolean
}

/** Everything that undo covers. Values are never changed in place, so two versions share what is alike. */
export interface CanvasDocument {
  readonly id: string
  readonly width: number
  readonly height: number
  /** Layer ids, bottom first. A group stands right above all that it holds. */
  readonly order: readonly string[]
  readonly layers: Readonly<Record<string, Layer>>
  readonly activeLayerId: string | null
  /** What the model sees, and where its picture goes. */
  readonly box: Rectangle
  /**
   * How far the page has grown to the left and to the top since the document began: what was at (x, y) then is at
   * origin + (x, y) now.
   */
  readonly origin: { readonly x: number; readonly y: number }
  /** What is selected, one byte a pixel in document coordinates; null selects everything. */
  readonly selection: Pixels | null
  /** By picture hash, in the order of their arrival; those put by stay until the artist deletes them. */
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
    origin: { x: 0, y: 0 },
    selection: null,
    candidates: {},
  }
}

export function newLayer(id: string, kind: LayerKind, name: string): Layer {
  return {
    ...{ id, kind, name, visible: true, opacity: 1, x: 0, y: 0, pixels: emptyPixels(channelsOf(kind)) },
    ...{ blend: 'normal', locked: false, lockAlpha: false, clip: false, parent: null },
    region: kind === 'region' ? { prompt: '', weight: 1 } : null,
    adjustment: null,
    origins: null,
  }
}

/** Bytes a pixel of such a layer: colours with alpha, or coverage. */
export function channelsOf(kind: LayerKind): 1 | 4 {
  return kind === 'mask' || kind === 'region' ? 1 : 4
}

/** Layers bottom first. */
export function layersOf(document: CanvasDocument): Layer[] {
  return document.order.flatMap((id) => document.layers[id] ?? [])
}

export function activeLayer(document: CanvasDocument): Layer | null {
  return document.activeLayerId === null ? null : (document.layers[document.activeLayerId] ?? null)
}
