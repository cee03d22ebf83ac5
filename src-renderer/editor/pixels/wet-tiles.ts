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
import { readPixels } from '#shared/document/pixel-transfer.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { grain } from './grain.ts'
import { intersection, union } from './rectangles.ts'

/** Where paint goes and how it is weighed. */
export interface PaintGround {
  /** The layer's own pixels, which stay as they are. */
  readonly pixels: Pixels
  /** Where the layer's origin lies in the document. */
  readonly origin: { readonly x: number; readonly y: number }
  /** Paint falls only here, in the layer's pixels. */
  readonly clip: Rectangle
  /** Document coordinates, one byte a pixel; null: everything. */
  readonly selection: Pixels | null
}

/** Writes how much is covered (0 … 1) of `count` pixels from (x, y) on, in the layer's pixels. */
export type CoverRow = (x: number, y: number, count: number, out: Float32Array) => void

/** Changes `count` pixels of `tile` from pixel `start` on, which is (x, y) of the layer, each by its alpha (0 … 1). */
export type Ink = (
  tile: Tile,
  start: number,
  alphas: Float32Array,
  count: number,
  x: number,
  y: number,
) => void

export interface WetOptions extends PaintGround {
  readonly ink: Ink
  /** Most that all of it covers, 0 … 1. */
  readonly opacity: number
  /** How much paper shows through where paint is thin, 0 … 1. */
  readonly grain?: number
  readonly cover: CoverRow
  /**
   * Called when a refresh left tiles for the next one: paint that covers a large page all at once is shown tile by
   * tile, so that no frame is late. Without it a refresh does all.
   */
  late?(): void
}

/** Tiles of one refresh where there may be a next one; about 10 ms of work. */
const tilesAtOnce = 16

/**
 * Tiles as they look with paint that is not in the document yet. What is covered may change as often as it likes;
 * the colours are mixed once for all of it by `refresh`, when somebody looks, from the untouched tiles anew.
 */
export class WetTiles {
  readonly tiles = new Map<number, Tile>()
  readonly #wet = new Map<number, Rectangle>()
  readonly #options: WetOptions
  readonly #weights = new Map<number, Uint8ClampedArray>()
  readonly #alphas = new Float32Array(tileSide)

  constructor(options: WetOptions) {
    this.#options = options
  }

  /** Says that what is covered changed here. */
  touch(area: Rectangle): void {
    const clipped = intersection(area, this.#options.clip)
    if (!clipped) return
    for (const key of tileKeysIn(clipped)) {
      const part = tileOverlap(key, clipped)
      if (part) this.#wet.set(key, union(this.#wet.get(key) ?? null, part) ?? part)
    }
  }

  refresh(): Rectangle | null {
    const changed = this.#mixSome(this.#options.late ? tilesAtOnce : Infinity)
    if (this.#wet.size > 0) this.#options.late?.()
    return changed
  }

  finish(): Pixels {
    this.#mixSome(Infinity)
    return this.tiles.size === 0 ? this.#options.pixels : withTiles(this.#options.pixels, this.tiles)
  }

  /** Those that wait longest come first, since a tile that is touched anew queues up at the end. */
  #mixSome(most: number): Rectangle | null {
    let changed: Rectangle | null = null
    let count = 0
    for (const [key, part] of this.#wet) {
      if (count++ >= most) break
      this.#wet.delete(key)
      if (this.#mix(key, part)) changed = union(changed, part)
    }
    return changed
  }

  /** False when nothing is covered there and nothing was before. */
  #mix(key: number, part: Rectangle): boolean {
    const { pixels, ink } = this.#options
    const base = pixels.tiles.get(key)
    const left = tileColumn(key) * tileSide
    const top = tileRow(key) * tileSide
    let tile = this.tiles.get(key)
    for (let y = part.y; y < part.y + part.height; y++) {
      const start = (y - top) * tileSide + part.x - left
      if (tile) restore(tile, base, start * pixels.channels, (start + part.width) * pixels.channels)
      if (!this.#weigh(key, part, y, start)) continue
      tile ??= this.#newTile(key, base)
      ink(tile, start, this.#alphas, part.width, part.x, y)
    }
    return tile !== undefined
  }

  /** Puts the row's alphas together from what covers, opacity, grain and selection; false when all are 0. */
  #weigh(key: number, part: Rectangle, y: number, start: number): boolean {
    const { cover, opacity, selection } = this.#options
    const alphas = this.#alphas
    cover(part.x, y, part.width, alphas)
    if (this.#options.grain) grain(alphas, part.x, y, part.width, this.#options.grain)
    const weights = selection ? this.#weightsOf(key, selection) : null
    let any = false
    for (let i = 0; i < part.width; i++) {
      if (alphas[i] === 0) continue
      const alpha = weights ? (alphas[i]! * opacity * weights[start + i]!) / 255 : alphas[i]! * opacity
      alphas[i] = alpha
      if (alpha > 0) any = true
    }
    return any
  }

  #weightsOf(key: number, selection: Pixels): Uint8ClampedArray {
    const known = this.#weights.get(key)
    if (known) return known
    const { x, y } = this.#options.origin
    const weights = readPixels(selection, {
      x: tileColumn(key) * tileSide + x,
      y: tileRow(key) * tileSide + y,
      width: tileSide,
      height: tileSide,
    })
    this.#weights.set(key, weights)
    return weights
  }

  #newTile(key: number, base: Tile | undefined): Tile {
    const tile = base
      ? base.slice()
      : new Uint8ClampedArray(tileSide * tileSide * this.#options.pixels.channels)
    this.tiles.set(key, tile)
    return tile
  }
}

function restore(tile: Tile, base: Tile | undefined, from: number, to: number): void {
  if (base) tile.set(base.subarray(from, to), from)
  else tile.fill(0, from, to)
}
