import {
  type Pixels,
  type Tile,
  tileColumn,
  tileKey,
  tileRow,
  tileSide,
  withTiles,
} from '#shared/document/pixels.ts'
import { readPixels } from '#shared/document/pixel-transfer.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Dab, coverDab, dabBounds, dabProfile } from './dab.ts'
import { intersection, translate, union } from './rectangles.ts'
import type { PaintGround } from './wet-tiles.ts'

export interface SmudgeOptions extends PaintGround {
  readonly hardness: number
  /** How much of what is carried along is laid down, and kept, at each dab, 0 … 1. */
  readonly strength: number
  readonly lockAlpha: boolean
}

/**
 * A finger in wet paint. It carries a block of pixels as large as the tip (alpha-weighted, so that clear pixels lend
 * no colour); each dab lays some of it down and takes some of what is there up: carried = strength × carried +
 * (1 − strength) × canvas, canvas = canvas + (carried − canvas) × tip.
 */
export class SmudgeBuffer {
  readonly tiles = new Map<number, Tile>()
  readonly #options: SmudgeOptions
  readonly #carried: Float32Array
  readonly #tip: Float32Array
  readonly #side: number
  readonly #weights = new Map<number, Tile>()
  readonly #shares = new Float32Array(tileSide)
  #changed: Rectangle | null = null
  #loaded = false

  /** `size` is the largest diameter of a dab. */
  constructor(options: SmudgeOptions, size: number) {
    this.#options = options
    this.#side = Math.ceil(size) + 4
    this.#carried = new Float32Array(this.#side ** 2 * options.pixels.channels)
    this.#tip = new Float32Array(this.#side ** 2)
    this.#profile = dabProfile(options.hardness)
  }

  readonly #profile

  add(dab: Dab): void {
    const [x, y] = [Math.round(dab.x), Math.round(dab.y)]
    const corner = { x: x - (this.#side >> 1), y: y - (this.#side >> 1) }
    const frame = { left: corner.x, top: corner.y, stride: this.#side }
    const block = { ...corner, width: this.#side, height: this.#side }
    const shape = intersection(dabBounds({ ...dab, x, y }), block)
    if (!shape) return
    this.#tip.fill(0)
    coverDab(this.#tip, frame, shape, { ...dab, x, y }, this.#profile)
    this.#pass(block, this.#loaded)
    this.#loaded = true
    const area = intersection(shape, this.#options.clip)
    this.#changed = union(this.#changed, area)
  }

  refresh(): Rectangle | null {
    const changed = this.#changed
    this.#changed = null
    return changed
  }

  finish(): Pixels {
    return this.tiles.size === 0 ? this.#options.pixels : withTiles(this.#options.pixels, this.tiles)
  }

  /** One dab: lays down (unless it is the first) and takes up, pixel by pixel of the block. */
  #pass(block: Rectangle, lay: boolean): void {
    const inside = intersection(block, this.#options.clip)
    if (!inside) return
    for (let y = inside.y; y < inside.y + inside.height; y++) {
      for (let x = inside.x; x < inside.x + inside.width;) {
        const tx = Math.floor(x / tileSide)
        const count = Math.min(inside.x + inside.width, (tx + 1) * tileSide) - x
        const at = (y - block.y) * this.#side + x - block.x
        this.#row(tileKey(tx, Math.floor(y / tileSide)), x, y, count, at, lay)
        x += count
      }
    }
  }

  #row(key: number, x: number, y: number, count: number, block: number, lay: boolean): void {
    const start = (y - tileRow(key) * tileSide) * tileSide + x - tileColumn(key) * tileSide
    const weights = this.#weightsOf(key)
    const { channels } = this.#options.pixels
    if (!lay && !this.#has(key)) return
    const tile = lay ? this.#tileOf(key) : (this.tiles.get(key) ?? this.#options.pixels.tiles.get(key))
    if (!tile) return
    const { strength, lockAlpha } = this.#options
    const run = { tile, start, block, count, keep: lay ? strength : 0, lockAlpha }
    const shares = lay ? this.#weigh(block, count, weights, start) : null
    if (channels === 4) rubColours(run, this.#carried, shares)
    else rubCoverage(run, this.#carried, shares)
  }

  /** How much of what is carried each pixel of the row takes. */
  #weigh(block: number, count: number, weights: Tile | null, start: number): Float32Array {
    const shares = this.#shares
    for (let i = 0; i < count; i++) {
      shares[i] = weights ? (this.#tip[block + i]! * weights[start + i]!) / 255 : this.#tip[block + i]!
    }
    return shares
  }

  #has(key: number): boolean {
    return this.tiles.has(key) || this.#options.pixels.tiles.has(key)
  }

  #weightsOf(key: number): Tile | null {
    const { selection, origin } = this.#options
    if (!selection) return null
    const known = this.#weights.get(key)
    if (known) return known
    const place = {
      x: tileColumn(key) * tileSide,
      y: tileRow(key) * tileSide,
      width: tileSide,
      height: tileSide,
    }
    const weights = readPixels(selection, translate(place, origin.x, origin.y))
    this.#weights.set(key, weights)
    return weights
  }

  #tileOf(key: number): Tile {
    const known = this.tiles.get(key)
    if (known) return known
    const { pixels } = this.#options
    const tile =
      pixels.tiles.get(key)?.slice() ?? new Uint8ClampedArray(tileSide * tileSide * pixels.channels)
    this.tiles.set(key, tile)
    return tile
  }
}

interface Run {
  readonly tile: Tile
  /** First pixel in the tile, and in the block that is carried. */
  readonly start: number
  readonly block: number
  readonly count: number
  /** How much of what was carried stays. */
  readonly keep: number
  readonly lockAlpha: boolean
}

function rubCoverage(
  { tile, start, block, count, keep }: Run,
  carried: Float32Array,
  shares: Float32Array | null,
) {
  for (let i = 0; i < count; i++) {
    const value = tile[start + i]!
    const now = carried[block + i]! * keep + value * (1 - keep)
    carried[block + i] = now
    if (shares) tile[start + i] = value + (now - value) * shares[i]!
  }
}

function rubColours(run: Run, carried: Float32Array, shares: Float32Array | null): void {
  const { tile, count, keep, lockAlpha } = run
  const take = (1 - keep) / 255
  for (let i = 0, at = run.start * 4, to = run.block * 4; i < count; i++, at += 4, to += 4) {
    const alpha = tile[at + 3]!
    const red = tile[at]! * alpha
    const green = tile[at + 1]! * alpha
    const blue = tile[at + 2]! * alpha
    carried[to] = carried[to]! * keep + red * take
    carried[to + 1] = carried[to + 1]! * keep + green * take
    carried[to + 2] = carried[to + 2]! * keep + blue * take
    carried[to + 3] = carried[to + 3]! * keep + alpha * take
    const share = shares ? shares[i]! : 0
    if (share === 0) continue
    const rest = (1 - share) / 255
    const after = alpha * rest + carried[to + 3]! * share
    if (after > 0.001) {
      tile[at] = (red * rest + carried[to]! * share) / after
      tile[at + 1] = (green * rest + carried[to + 1]! * share) / after
      tile[at + 2] = (blue * rest + carried[to + 2]! * share) / after
    }
    if (!lockAlpha) tile[at + 3] = after * 255
  }
}
