import type { Rectangle } from '../entities/studio-document.ts'
import { type Pixels, type Tile, tileColumn, tileOverlap, tileRow, tileSide } from './pixels.ts'

/** What of the pixels lies in `area` (their own coordinates). Tiles wholly inside are shared. */
export function intersectPixels(pixels: Pixels, area: Rectangle): Pixels {
  const { channels } = pixels
  const tiles = new Map<number, Tile>()
  for (const [key, tile] of pixels.tiles) {
    const part = tileOverlap(key, area)
    if (!part) continue
    if (part.width === tileSide && part.height === tileSide) {
      tiles.set(key, tile)
      continue
    }
    const cut: Tile = new Uint8ClampedArray(tile.length)
    for (let y = part.y; y < part.y + part.height; y++) {
      const start =
        ((y - tileRow(key) * tileSide) * tileSide + part.x - tileColumn(key) * tileSide) * channels
      cut.set(tile.subarray(start, start + part.width * channels), start)
    }
    if (cut.some((value) => value !== 0)) tiles.set(key, cut)
  }
  return tiles.size === pixels.tiles.size && [...tiles].every(([key, tile]) => pixels.tiles.get(key) === tile)
    ? pixels
    : { channels, tiles }
}
