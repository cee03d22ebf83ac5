import {
  type Pixels,
  type Tile,
  tileColumn,
  tileKeysIn,
  tileOverlap,
  tileRow,
  tileSide,
  withTiles,
} from '#shared/document/pixels.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Rgb, type StrokeMode, erasePixel, paintPixel } from './blend.ts'
import { type Dab, type DabTable, dabBounds, dabTable } from './dab.ts'
import { intersection, union } from './rectangles.ts'

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
 * until `finish`, so a cancelled stroke leaves nothing behind. Dabs only add up what is covered; the colours are
 * mixed once for all of them by `refresh`, when somebody looks.
 */
export class StrokeBuffer {
  /** Tiles as they look with the stroke up to the last `refresh`. */
  readonly tiles = new Map<number, Tile>()
  readonly #coverage = new Map<number, Float32Array>()
  readonly #wet = new Map<number, Rectangle>()
  readonly #options: StrokeOptions
  #table: DabTable = dabTable(1, 1)

  constructor(options: StrokeOptions) {
    this.#options = options
  }

  add(dab: Dab): void {
    const area = intersection(dabBounds(dab), this.#options.clip)
    if (!area) return
    const { radius, hardness } = this.#table
    if (radius !== dab.radius || hardness !== dab.hardness) this.#table = dabTable(dab.radius, dab.hardness)
    for (const key of tileKeysIn(area)) {
      const part = tileOverlap(key, area)
      if (!part) continue
      this.#cover(key, part, dab)
      this.#wet.set(key, union(this.#wet.get(key) ?? null, part) ?? part)
    }
  }

  /** Brings `tiles` up to date; returns the pixels that changed since the last time, or null. */
  refresh(): Rectangle | null {
    let changed: Rectangle | null = null
    for (const [key, part] of this.#wet) {
      this.#blend(key, part)
      changed = union(changed, part)
    }
    this.#wet.clear()
    return changed
  }

  finish(): Pixels {
    this.refresh()
    return withTiles(this.#options.pixels, this.tiles)
  }

  #cover(key: number, part: Rectangle, { x: cx, y: cy }: Dab): void {
    const coverage = this.#coverageOf(key)
    const { scale, strengths } = this.#table
    const last = strengths.length - 1
    const left = tileColumn(key) * tileSide
    const top = tileRow(key) * tileSide
    for (let y = part.y; y < part.y + part.height; y++) {
      const row = (y - top) * tileSide - left
      const dy = (y + 0.5 - cy) ** 2
      for (let x = part.x; x < part.x + part.width; x++) {
        const at = ((x + 0.5 - cx) ** 2 + dy) * scale
        if (at > last) continue
        const before = coverage[row + x] ?? 0
        coverage[row + x] = before + (1 - before) * (strengths[at | 0] ?? 0)
      }
    }
  }

  #blend(key: number, part: Rectangle): void {
    const { pixels, mode, colour, opacity } = this.#options
    const coverage = this.#coverageOf(key)
    const base = pixels.tiles.get(key)
    const tile = this.#tileOf(key)
    for (let y = part.y - tileRow(key) * tileSide, rows = part.height; rows > 0; y++, rows--) {
      const start = y * tileSide + part.x - tileColumn(key) * tileSide
      const end = start + part.width
      if (base)
        tile.set(base.subarray(start * pixels.channels, end * pixels.channels), start * pixels.channels)
      else tile.fill(0, start * pixels.channels, end * pixels.channels)
      for (let at = start; at < end; at++) {
        const alpha = (coverage[at] ?? 0) * opacity
        if (alpha === 0) continue
        if (pixels.channels === 1) blendMask(tile, at, alpha, mode)
        else if (mode === 'paint') paintPixel(tile, at * 4, colour, alpha)
        else erasePixel(tile, at * 4, alpha)
      }
    }
  }

  #coverageOf(key: number): Float32Array {
    const known = this.#coverage.get(key)
    if (known) return known
    const coverage = new Float32Array(tileSide * tileSide)
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

function blendMask(tile: Tile, at: number, alpha: number, mode: StrokeMode): void {
  const value = tile[at] ?? 0
  tile[at] = mode === 'paint' ? value + (255 - value) * alpha : value * (1 - alpha)
}
