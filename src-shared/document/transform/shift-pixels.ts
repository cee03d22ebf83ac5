import { type Pixels, type Tile, tileColumn, tileKeysIn, tileOverlap, tileRow, tileSide } from '../pixels.ts'

/** The same pixels further right and down by whole pixels, to the byte. Shifts by whole tiles copy nothing. */
export function shiftPixels(pixels: Pixels, dx: number, dy: number): Pixels {
  if (dx === 0 && dy === 0) return pixels
  const { channels } = pixels
  const straight = dx % tileSide === 0 && dy % tileSide === 0
  const tiles = new Map<number, Tile>()
  for (const [key, tile] of pixels.tiles) {
    const x = tileColumn(key) * tileSide + dx
    const y = tileRow(key) * tileSide + dy
    const place = { x, y, width: tileSide, height: tileSide }
    for (const target of tileKeysIn(place)) {
      if (straight) tiles.set(target, tile)
      else copyPart(tile, place, target, tiles, channels)
    }
  }
  if (!straight) for (const [key, tile] of tiles) if (tile.every((value) => value === 0)) tiles.delete(key)
  return { channels, tiles }
}

function copyPart(
  tile: Tile,
  place: { x: number; y: number; width: number; height: number },
  target: number,
  tiles: Map<number, Tile>,
  channels: 1 | 4,
): void {
  const part = tileOverlap(target, place)
  if (!part) return
  const out = tiles.get(target) ?? new Uint8ClampedArray(tileSide * tileSide * channels)
  tiles.set(target, out)
  const [left, top] = [tileColumn(target) * tileSide, tileRow(target) * tileSide]
  for (let y = part.y; y < part.y + part.height; y++) {
    const from = ((y - place.y) * tileSide + part.x - place.x) * channels
    const to = ((y - top) * tileSide + part.x - left) * channels
    out.set(tile.subarray(from, from + part.width * channels), to)
  }
}
