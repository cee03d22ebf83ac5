import type { Rectangle } from '../entities/studio-document.ts'

export const tileSide = 256

/** RGBA with straight alpha (4 bytes a pixel), or a mask's coverage (1 byte a pixel); rows from the top. */
export type Tile = Uint8ClampedArray<ArrayBuffer>

/**
 * Pixels of one layer. A tile is never changed once it is in here: an edit copies the tiles it touches and shares
 * all others, so that the history may hold thousands of versions. A missing tile is transparent.
 */
export interface Pixels {
  readonly channels: 1 | 4
  readonly tiles: ReadonlyMap<number, Tile>
}

const keyOffset = 32_768
const keyStride = 65_536

/** Key of the tile in column `tx`, row `ty` (each −32768 … 32767). */
export function tileKey(tx: number, ty: number): number {
  return (ty + keyOffset) * keyStride + tx + keyOffset
}

export function tileColumn(key: number): number {
  return (key % keyStride) - keyOffset
}

export function tileRow(key: number): number {
  return Math.floor(key / keyStride) - keyOffset
}

export function emptyPixels(channels: 1 | 4): Pixels {
  return { channels, tiles: new Map() }
}

/** A copy of `pixels` in which `changed` tiles take the place of theirs. */
export function withTiles(pixels: Pixels, changed: ReadonlyMap<number, Tile>): Pixels {
  const tiles = new Map(pixels.tiles)
  for (const [key, tile] of changed) tiles.set(key, tile)
  return { channels: pixels.channels, tiles }
}

/** Keys of the tiles that `area` touches, in rows from the top. */
export function tileKeysIn(area: Rectangle): number[] {
  const keys: number[] = []
  const right = Math.floor((area.x + area.width - 1) / tileSide)
  const bottom = Math.floor((area.y + area.height - 1) / tileSide)
  for (let ty = Math.floor(area.y / tileSide); ty <= bottom; ty++) {
    for (let tx = Math.floor(area.x / tileSide); tx <= right; tx++) keys.push(tileKey(tx, ty))
  }
  return keys
}

/** The part of tile `key` that lies in `area`, in the layer's own pixels; null when they do not meet. */
export function tileOverlap(key: number, area: Rectangle): Rectangle | null {
  const left = tileColumn(key) * tileSide
  const top = tileRow(key) * tileSide
  const x = Math.max(area.x, left)
  const y = Math.max(area.y, top)
  const width = Math.min(area.x + area.width, left + tileSide) - x
  const height = Math.min(area.y + area.height, top + tileSide) - y
  return width > 0 && height > 0 ? { x, y, width, height } : null
}
