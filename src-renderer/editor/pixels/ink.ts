import { type Rgb, erasePixel, paintPixel, recolourPixel } from './blend.ts'
import type { Ink } from './wet-tiles.ts'

/** Lays `colour` over the pixels; with `lockAlpha` it only recolours what is there. */
export function colourInk(colour: Rgb, lockAlpha = false): Ink {
  const [red, green, blue] = colour
  const paint = lockAlpha ? recolourPixel : paintPixel
  return (tile, start, alphas, count) => {
    for (let i = 0; i < count; i++) {
      const alpha = alphas[i]!
      if (alpha > 0) paint(tile, (start + i) * 4, red, green, blue, alpha)
    }
  }
}

/** Takes opacity away from RGBA pixels; their colour stays. */
export const eraseInk: Ink = (tile, start, alphas, count) => {
  for (let i = 0; i < count; i++) if (alphas[i]! > 0) erasePixel(tile, (start + i) * 4, alphas[i]!)
}

/** Adds to the coverage of a mask or region, or takes from it. */
export function coverageInk(mode: 'paint' | 'erase'): Ink {
  const goal = mode === 'paint' ? 255 : 0
  return (tile, start, alphas, count) => {
    for (let i = 0; i < count; i++) {
      const value = tile[start + i]!
      tile[start + i] = value + (goal - value) * alphas[i]!
    }
  }
}

/** Writes colours of `count` pixels from (x, y) on as straight RGBA, in the layer's pixels. */
export type ColourRow = (x: number, y: number, count: number, out: Uint8ClampedArray) => void

/** Lays colours that differ from pixel to pixel (a gradient, a clone) over the pixels. */
export function colourRowInk(colours: ColourRow, lockAlpha = false): Ink {
  const row = new Uint8ClampedArray(256 * 4)
  const paint = lockAlpha ? recolourPixel : paintPixel
  return (tile, start, alphas, count, x, y) => {
    colours(x, y, count, row)
    for (let i = 0; i < count; i++) {
      const alpha = (alphas[i]! * row[i * 4 + 3]!) / 255
      if (alpha > 0) paint(tile, (start + i) * 4, row[i * 4]!, row[i * 4 + 1]!, row[i * 4 + 2]!, alpha)
    }
  }
}

/** The same for masks and regions: the row's alpha is the coverage that it leads to. */
export function coverageRowInk(
  coverages: (x: number, y: number, count: number, out: Uint8ClampedArray) => void,
): Ink {
  const row = new Uint8ClampedArray(256)
  return (tile, start, alphas, count, x, y) => {
    coverages(x, y, count, row)
    for (let i = 0; i < count; i++) {
      const value = tile[start + i]!
      tile[start + i] = value + (row[i]! - value) * alphas[i]!
    }
  }
}
