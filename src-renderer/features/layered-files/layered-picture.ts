import type { Adjustment } from '#shared/entities/adjustment.ts'
import type { BlendMode } from '#shared/entities/blend-mode.ts'

/** RGBA rows with straight alpha, placed on the page. */
export interface PlacedBlock {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray<ArrayBuffer>
}

/** A layer as programs that paint exchange it. */
export interface ExchangedLayer {
  readonly kind: 'raster' | 'group' | 'adjustment'
  readonly name: string
  readonly visible: boolean
  readonly opacity: number
  readonly blend: BlendMode
  readonly clip: boolean
  readonly lockAlpha: boolean
  readonly locked: boolean
  /** Of a raster layer that isn't empty. */
  readonly block: PlacedBlock | null
  readonly adjustment: Adjustment | null
  /** Of a group, bottom first. */
  readonly children: readonly ExchangedLayer[]
}

/** What could not be taken over as it was, by layer; `layer` is empty where it is about the whole file. */
export interface ExchangeNote {
  readonly layer: string
  readonly textKey: string
  /** What the text leaves open. */
  readonly what?: string
}

/** A picture in layers (bottom first) on its way in or out, and what is lost on the way. */
export interface LayeredPicture {
  readonly width: number
  readonly height: number
  readonly layers: readonly ExchangedLayer[]
  readonly notes: readonly ExchangeNote[]
}

/** On its way out it also carries how it looks as a whole. */
export interface FlattenedPicture extends LayeredPicture {
  readonly flat: PlacedBlock
}

export const maxLayers = 1000
export const maxDepth = 32
/** Bytes of all layers together, once unpacked. */
export const maxUnpacked = 2 * 1024 ** 3
export const maxSide = 32_768
