import type { Rectangle } from '../entities/studio-document.ts'
import { type Pixels, type Tile, tileColumn, tileKeysIn, tileOverlap, tileRow, tileSide } from './pixels.ts'

/** Copies `area` of the layer (its own pixels) into one block of width × height × channels bytes. */
export function readPixels(pixels: Pixels, area: Rectangle): Tile {
  const { channels } = pixels
  const block = new Uint8ClampedArray(area.width * area.height * channels)
  for (const key of tileKeysIn(area)) {
    const tile = pixels.tiles.get(key)
    const part = tile && tileOverlap(key, area)
    if (!tile || !part) continue
    for (let y = part.y; y < part.y + part.height; y++) {
      const from = offsetInTile(key, part.x, y) * channels
      block.set(
        tile.subarray(from, from + part.width * channels),
        ((y - area.y) * area.width + part.x - area.x) * channels,
      )
    }
  }
  return block
}

/** Cuts a block of width × height × channels bytes into tiles; tiles of nothing but zeros are left out. */
export function pixelsFrom(block: Tile, area: Rectangle, channels: 1 | 4): Pixels {
  const tiles = new Map<number, Tile>()
  for (const key of tileKeysIn(area)) {
    const part = tileOverlap(key, area)
    if (!part) continue
    const tile = new Uint8ClampedArray(tileSide * tileSide * channels)
    for (let y = part.y; y < part.y + part.height; y++) {
      const from = ((y - area.y) * area.width + part.x - area.x) * channels
      tile.set(block.subarray(from, from + part.width * channels), offsetInTile(key, part.x, y) * channels)
    }
    if (!isBlank(tile)) tiles.set(key, tile)
  }
  return { channels, tiles }
}

/** The tight rectangle around everything that is not fully transparent; null when nothing is. */
export function contentBounds(pixels: Pixels): Rectangle | null {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [key, tile] of pixels.tiles) {
    const [x, y] = [tileColumn(key) * tileSide, tileRow(key) * tileSide]
    const known = x >= left && y >= top && x + tileSide - 1 <= right && y + tileSide - 1 <= bottom
    if (known) continue
    for (let row = 0; row < tileSide; row++) {
      const [first, last] = coveredIn(tile, row, pixels.channels)
      if (first > last) continue
      left = Math.min(left, x + first)
      right = Math.max(right, x + last)
      top = Math.min(top, y + row)
      bottom = Math.max(bottom, y + row)
    }
  }
  return left === Infinity ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
}

/** The first and the last column of a tile's row that is not fully transparent; the first is beyond the last if none. */
function coveredIn(tile: Tile, row: number, step: 1 | 4): [number, number] {
  const start = row * tileSide * step + step - 1
  let [first, last] = [0, tileSide - 1]
  while (first < tileSide && tile[start + first * step] === 0) first++
  while (last > first && tile[start + last * step] === 0) last--
  return [first, last]
}

/** True when nothing in `area` is even slightly opaque. */
export function isEmptyIn(pixels: Pixels, area: Rectangle): boolean {
  for (const key of tileKeysIn(area)) {
    const tile = pixels.tiles.get(key)
    const part = tile && tileOverlap(key, area)
    if (!tile || !part) continue
    for (let y = part.y; y < part.y + part.height; y++) {
      const start = offsetInTile(key, part.x, y)
      for (let i = start; i < start + part.width; i++) {
        if (tile[i * pixels.channels + pixels.channels - 1] !== 0) return false
      }
    }
  }
  return true
}

function offsetInTile(key: number, x: number, y: number): number {
  return (y - tileRow(key) * tileSide) * tileSide + x - tileColumn(key) * tileSide
}

function isBlank(tile: Tile): boolean {
  return tile.every((value) => value === 0)
}
