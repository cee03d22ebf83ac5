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
  const values = new Float32Array(readPixels(pixels, area))
  if (pixels.channels === 4) {
    for (let at = 0; at < values.length; at += 4) {
      const alpha = (values[at + 3] ?? 0) / 255
      if (alpha === 1) continue
      for (let i = at; i < at + 3; i++) values[i] = (values[i] ?? 0) * alpha
    }
  }
  return { area, channels: pixels.channels, values }
}

/** Where a pixel of the result looks at its source: its middle, and how far its nearest pixels are on each axis. */
export interface Look {
  u: number
  v: number
  reachX: number
  reachY: number
}

/**
 * Sets one pixel of a tile from sums over `source`. The kernel swings beyond an edge, which keeps pictures sharp,
 * but would leave a ghost around what ends there: what is covered stays between the least and the most that its
 * nearest pixels cover.
 */
export function setPixel(
  tile: Tile,
  at: number,
  sums: Float32Array,
  from: number,
  source: Premultiplied,
  look: Look,
): void {
  const { channels } = source
  const raw = sums[from + channels - 1] ?? 0
  if (raw < 0.5) return
  const covered = Math.abs(raw - 255) < 0.4 ? raw : within(raw, source, look)
  if (covered < 0.5) return
  for (let i = 0; i < channels - 1; i++) tile[at + i] = ((sums[from + i] ?? 0) * 255) / raw
  tile[at + channels - 1] = covered
}

function within(
  raw: number,
  { area, channels, values }: Premultiplied,
  { u, v, reachX, reachY }: Look,
): number {
  const [right, bottom] = [area.x + area.width, area.y + area.height]
  let [least, most] = [255, 0]
  for (let y = Math.ceil(v - reachY - 0.5); y <= v + reachY - 0.5; y++) {
    for (let x = Math.ceil(u - reachX - 0.5); x <= u + reachX - 0.5; x++) {
      const inside = x >= area.x && x < right && y >= area.y && y < bottom
      const value = inside ? (values[((y - area.y) * area.width + x - area.x + 1) * channels - 1] ?? 0) : 0
      least = Math.min(least, value)
      most = Math.max(most, value)
    }
  }
  return Math.min(Math.max(raw, least), most)
}
