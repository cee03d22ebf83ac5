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
  const step = pixels.channels
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [key, tile] of pixels.tiles) {
    for (let index = step - 1, pixel = 0; index < tile.length; index += step, pixel++) {
      if (tile[index] === 0) continue
      const x = tileColumn(key) * tileSide + (pixel % tileSide)
      const y = tileRow(key) * tileSide + Math.floor(pixel / tileSide)
      if (x < left) left = x
      if (x > right) right = x
      if (y < top) top = y
      if (y > bottom) bottom = y
    }
  }
  return left === Infinity ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
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
