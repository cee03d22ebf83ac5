import type { Origins } from '#shared/document/canvas-document.ts'
import { type Pixels, type Tile, emptyPixels, tileKey, tileSide, withTiles } from '#shared/document/pixels.ts'
import type { Ink } from '#editor/pixels/wet-tiles.ts'

/** A picture lying at (x, y) of a layer; RGBA with straight alpha. */
export interface Revealed {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** A pixel counts as the picture's from this share on. */
const half = 0.5

/**
 * Lays a picture bare along a stroke, in place of what the layer has there, and notes which pixels come from it. Where
 * the picture is clear it changes nothing.
 */
export class RevealInk {
  readonly #picture: Revealed
  readonly #before: Pixels
  readonly #number: number
  readonly #maps = new Map<number, Tile>()

  /** `number` is the picture's in the layer's origins. */
  constructor(picture: Revealed, origins: Origins | null, number: number) {
    this.#picture = picture
    this.#before = origins?.map ?? emptyPixels(1)
    this.#number = number
  }

  readonly ink: Ink = (tile, start, alphas, count, x, y) => {
    const { width, height, data } = this.#picture
    const row = y - this.#picture.y
    if (row < 0 || row >= height) return
    const map = this.#mapOf(tileKey(Math.floor(x / tileSide), Math.floor(y / tileSide)))
    for (let i = 0; i < count; i++) {
      const column = x + i - this.#picture.x
      const share = alphas[i] ?? 0
      if (share === 0 || column < 0 || column >= width) continue
      const from = (row * width + column) * 4
      if (data[from + 3] === 0) continue
      replacePixel(tile, (start + i) * 4, data, from, share)
      if (share >= half) map[start + i] = this.#number
    }
  }

  /** Where the layer's pixels came from, with the stroke. */
  map(): Pixels {
    return withTiles(this.#before, this.#maps)
  }

  #mapOf(key: number): Tile {
    const known = this.#maps.get(key)
    if (known) return known
    const map = this.#before.tiles.get(key)?.slice() ?? new Uint8ClampedArray(tileSide * tileSide)
    this.#maps.set(key, map)
    return map
  }
}

/** Goes from the tile's pixel to the picture's by `share`, opacity and all. */
function replacePixel(tile: Tile, at: number, data: Uint8ClampedArray, from: number, share: number): void {
  const [under, over] = [(tile[at + 3] ?? 0) * (1 - share), (data[from + 3] ?? 0) * share]
  const alpha = under + over
  if (alpha === 0) return
  for (let i = 0; i < 3; i++) {
    tile[at + i] = ((tile[at + i] ?? 0) * under + (data[from + i] ?? 0) * over) / alpha
  }
  tile[at + 3] = alpha
}
