import {
  type Pixels,
  type Tile,
  tileKeysIn,
  tileOverlap,
  tileColumn,
  tileRow,
  tileSide,
  withTiles,
} from '#shared/document/pixels.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Rgb, type StrokeMode, erasePixel, paintPixel } from './blend.ts'
import { type Dab, dabBounds, dabStrength } from './dab.ts'
import { intersection } from './rectangles.ts'

export interface StrokeOptions {
  readonly pixels: Pixels
  readonly mode: StrokeMode
  readonly colour: Rgb
  /** Most that the whole stroke covers, 0 … 1, however often it crosses itself. */
  readonly opacity: number
  /** Paint falls only here, in the layer's pixels. */
  readonly clip: Rectangle
}

/**
 * A stroke on its way: what it covers, and the tiles as they look with it. The layer underneath stays untouched
 * until `finish`, so a cancelled stroke leaves nothing behind.
 */
export class StrokeBuffer {
  /** Tiles as they look with the stroke so far. */
  readonly tiles = new Map<number, Tile>()
  readonly #coverage = new Map<number, Uint8ClampedArray>()
  readonly #options: StrokeOptions

  constructor(options: StrokeOptions) {
    this.#options = options
  }

  /** Adds one dab; returns the pixels that changed, or null when it fell beside the page. */
  add(dab: Dab): Rectangle | null {
    const area = intersection(dabBounds(dab), this.#options.clip)
    if (!area) return null
    for (const key of tileKeysIn(area)) {
      const part = tileOverlap(key, area)
      if (part) this.#cover(key, part, dab)
    }
    return area
  }

  finish(): Pixels {
    return withTiles(this.#options.pixels, this.tiles)
  }

  #cover(key: number, part: Rectangle, dab: Dab): void {
    const coverage = this.#coverageOf(key)
    const left = tileColumn(key) * tileSide
    const top = tileRow(key) * tileSide
    for (let y = part.y; y < part.y + part.height; y++) {
      const row = (y - top) * tileSide - left
      for (let x = part.x; x < part.x + part.width; x++) {
        const strength = dabStrength(Math.hypot(x + 0.5 - dab.x, y + 0.5 - dab.y), dab.radius, dab.hardness)
        const before = coverage[row + x] ?? 0
        coverage[row + x] = before + (255 - before) * strength
      }
    }
    this.#blend(key, part, coverage)
  }

  #blend(key: number, part: Rectangle, coverage: Uint8ClampedArray): void {
    const { pixels, mode, colour, opacity } = this.#options
    const base = pixels.tiles.get(key)
    const tile = this.#tileOf(key)
    for (let y = part.y - tileRow(key) * tileSide, rows = part.height; rows > 0; y++, rows--) {
      const start = y * tileSide + part.x - tileColumn(key) * tileSide
      for (let at = start; at < start + part.width; at++) {
        const alpha = ((coverage[at] ?? 0) / 255) * opacity
        if (pixels.channels === 1) {
          const value = base?.[at] ?? 0
          tile[at] = mode === 'paint' ? value + (255 - value) * alpha : value * (1 - alpha)
          continue
        }
        for (let i = at * 4; i < at * 4 + 4; i++) tile[i] = base?.[i] ?? 0
        if (mode === 'paint') paintPixel(tile, at * 4, colour, alpha)
        else erasePixel(tile, at * 4, alpha)
      }
    }
  }

  #coverageOf(key: number): Uint8ClampedArray {
    const known = this.#coverage.get(key)
    if (known) return known
    const coverage = new Uint8ClampedArray(tileSide * tileSide)
    this.#coverage.set(key, coverage)
    return coverage
  }

  #tileOf(key: number): Tile {
    const known = this.tiles.get(key)
    if (known) return known
    const { pixels } = this.#options
    const base = pixels.tiles.get(key)
    const tile = base ? base.slice() : new Uint8ClampedArray(tileSide * tileSide * pixels.channels)
    this.tiles.set(key, tile)
    return tile
  }
}
