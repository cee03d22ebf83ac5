import {
  type Pixels,
  type Tile,
  tileColumn,
  tileKey,
  tileKeysIn,
  tileOverlap,
  tileRow,
  tileSide,
} from '#shared/document/pixels.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Dab, type DabProfile, coverDab, dabBounds, dabProfile } from './dab.ts'
import { intersection } from './rectangles.ts'
import { type WetOptions, WetTiles } from './wet-tiles.ts'

export interface StrokeOptions extends Omit<WetOptions, 'cover'> {
  /** 0: soft to the centre, 1: a crisp edge. */
  readonly hardness: number
}

/**
 * A stroke on its way: what its dabs cover, and the tiles as they look with it. The layer underneath stays
 * untouched until `finish`, so a cancelled stroke leaves nothing behind. However often a stroke crosses itself, it
 * covers no more than its opacity.
 */
export class StrokeBuffer {
  readonly #coverage = new Map<number, Float32Array>()
  readonly #clip: Rectangle
  readonly #profile: DabProfile
  readonly #wet: WetTiles
  readonly #frame = { left: 0, top: 0, stride: tileSide }

  constructor(options: StrokeOptions) {
    this.#clip = options.clip
    this.#profile = dabProfile(options.hardness)
    this.#wet = new WetTiles({ ...options, cover: (x, y, count, out) => this.#read(x, y, count, out) })
  }

  get tiles(): ReadonlyMap<number, Tile> {
    return this.#wet.tiles
  }

  add(dab: Dab): void {
    const area = intersection(dabBounds(dab), this.#clip)
    if (!area) return
    for (const key of tileKeysIn(area)) {
      const part = tileOverlap(key, area)
      if (!part) continue
      this.#frame.left = tileColumn(key) * tileSide
      this.#frame.top = tileRow(key) * tileSide
      coverDab(this.#coverageOf(key), this.#frame, part, dab, this.#profile)
    }
    this.#wet.touch(area)
  }

  /** Brings `tiles` up to date; returns the pixels that changed since the last time, or null. */
  refresh(): Rectangle | null {
    return this.#wet.refresh()
  }

  finish(): Pixels {
    return this.#wet.finish()
  }

  /** A row never leaves its tile, since it is asked for tile by tile. */
  #read(x: number, y: number, count: number, out: Float32Array): void {
    const [tx, ty] = [Math.floor(x / tileSide), Math.floor(y / tileSide)]
    const start = (y - ty * tileSide) * tileSide + x - tx * tileSide
    out.set(this.#coverageOf(tileKey(tx, ty)).subarray(start, start + count))
  }

  #coverageOf(key: number): Float32Array {
    const known = this.#coverage.get(key)
    if (known) return known
    const coverage = new Float32Array(tileSide * tileSide)
    this.#coverage.set(key, coverage)
    return coverage
  }
}
