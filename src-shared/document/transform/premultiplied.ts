import type { Rectangle } from '#shared/entities/studio-document.ts'
import { readPixels } from '../pixel-transfer.ts'
import type { Pixels, Tile } from '../pixels.ts'

/** Pixels as sums are made of them: colours times alpha, so that what is clear lends no colour. */
export interface Premultiplied {
  readonly area: Rectangle
  readonly channels: 1 | 4
  /** width × height × channels, 0 … 255. */
  readonly values: Float32Array
}

export function premultiplied(pixels: Pixels, area: Rectangle): Premultiplied {
  const values = Float32Array.from(readPixels(pixels, area))
  if (pixels.channels === 4) {
    for (let at = 0; at < values.length; at += 4) {
      const alpha = (values[at + 3] ?? 0) / 255
      for (let i = at; i < at + 3; i++) values[i] = (values[i] ?? 0) * alpha
    }
  }
  return { area, channels: pixels.channels, values }
}

/** Sets one pixel of a tile from premultiplied sums; less than half a step of alpha is nothing. */
export function setPixel(
  tile: Tile,
  at: number,
  sums: ArrayLike<number>,
  from: number,
  channels: 1 | 4,
): void {
  if (channels === 1) {
    tile[at] = sums[from] ?? 0
    return
  }
  const alpha = sums[from + 3] ?? 0
  if (alpha < 0.5) return
  for (let i = 0; i < 3; i++) tile[at + i] = ((sums[from + i] ?? 0) * 255) / alpha
  tile[at + 3] = alpha
}
