import type { Tile } from '../pixels.ts'

type Colour = readonly [r: number, g: number, b: number, a: number]

/** RGBA in straight alpha, width × height. */
export interface Picture {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number
}

export interface Likeness {
  /** Largest difference of a channel that still counts as alike, 0 … 255. */
  readonly tolerance: number
  /** Soft where colours are nearly alike. */
  readonly antialias: boolean
}

/** Everything in the picture of such a colour: coverage, width × height bytes. */
export function colourRange(picture: Picture, colour: Colour, likeness: Likeness): Tile {
  const { data, width, height } = picture
  const out: Tile = new Uint8ClampedArray(width * height)
  const table = coverageTable(likeness)
  for (let at = 0; at < out.length; at++) out[at] = table[difference(data, at * 4, colour)] ?? 0
  return out
}

/** What hangs together with the pixel at (x, y) over its four sides and is like it: coverage, width × height bytes. */
export function floodSimilar(picture: Picture, x: number, y: number, likeness: Likeness): Tile {
  const { data, width, height } = picture
  const out: Tile = new Uint8ClampedArray(width * height)
  if (x < 0 || y < 0 || x >= width || y >= height) return out
  const colour = colourAt(picture, x, y)
  const table = coverageTable(likeness)
  const coverage = (at: number) => table[difference(data, at * 4, colour)] ?? 0
  const seeds = [y * width + x]
  for (let seed = seeds.pop(); seed !== undefined; seed = seeds.pop()) {
    if (out[seed] !== 0) continue
    const row = seed - (seed % width)
    let left = seed
    while (left > row && out[left - 1] === 0 && coverage(left - 1) > 0) left--
    for (let at = left, above = false, below = false; at < row + width && out[at] === 0; at++) {
      const covered = coverage(at)
      if (covered === 0) break
      out[at] = covered
      const up = at >= width && out[at - width] === 0 && coverage(at - width) > 0
      const down = at + width < out.length && out[at + width] === 0 && coverage(at + width) > 0
      if (up && !above) seeds.push(at - width)
      if (down && !below) seeds.push(at + width)
      above = up
      below = down
    }
  }
  return out
}

export function colourAt({ data, width }: Picture, x: number, y: number): Colour {
  const at = (y * width + x) * 4
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0, data[at + 3] ?? 0]
}

/** The largest difference of a channel. What is fully clear has no colour, only its alpha counts. */
function difference(data: Uint8ClampedArray, at: number, [r, g, b, a]: Colour): number {
  const alpha = data[at + 3] ?? 0
  const byAlpha = Math.abs(alpha - a)
  if (alpha === 0 || a === 0) return byAlpha
  return Math.max(
    byAlpha,
    Math.abs((data[at] ?? 0) - r),
    Math.abs((data[at + 1] ?? 0) - g),
    Math.abs((data[at + 2] ?? 0) - b),
  )
}

/**
 * Coverage for each difference. Soft edges fall from full at the tolerance itself to nothing at one and a half times
 * of it, as in GIMP's fuzzy select.
 */
function coverageTable({ tolerance, antialias }: Likeness): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_none, difference) => {
    if (difference <= tolerance) return 255
    if (!antialias || tolerance === 0) return 0
    return Math.max(0, Math.round(255 * (1.5 - difference / tolerance) * 2))
  })
}
