import type { Tile } from '../pixels.ts'
import type { Plane } from './plane.ts'

/** Blurs the outline with a bell of this many pixels (its standard deviation); the plane's border goes on beyond it. */
export function feather({ area, data }: Plane, radius: number): Plane {
  return { area, data: Uint8ClampedArray.from(blurred(data, area.width, area.height, radius), Math.round) }
}

/** Rounds corners off and swallows specks of up to about `radius` pixels; the outline is one pixel soft again. */
export function smooth({ area, data }: Plane, radius: number): Plane {
  const wide = blurred(data, area.width, area.height, radius)
  // At its middle a blurred edge rises by 1 / (σ √2π) a pixel.
  const steep = Math.max(1, radius * Math.sqrt(2 * Math.PI))
  return { area, data: Uint8ClampedArray.from(wide, (value) => (value - 127.5) * steep + 127.5) }
}

/** Three box means of fractional width have the variance of the bell, at any radius for the same cost. */
function blurred(data: Tile, width: number, height: number, radius: number): Float32Array {
  let values = Float32Array.from(data)
  if (radius <= 0) return values
  // A box of half-width h (its ends may count in part) has the variance (2h + 1)² / 12, nearly.
  const half = (Math.sqrt(4 * radius * radius + 1) - 1) / 2
  for (let pass = 0; pass < 3; pass++) {
    values = boxRows(values, width, height, half)
    values = boxRows(values, height, width, half)
  }
  return values
}

/** The mean over 2 × half + 1 pixels of each row, the outermost repeated; the result is transposed. */
function boxRows(
  values: Float32Array,
  width: number,
  height: number,
  half: number,
): Float32Array<ArrayBuffer> {
  const out = new Float32Array(values.length)
  const whole = Math.floor(half)
  const part = half - whole
  const size = 2 * half + 1
  const last = width - 1
  for (let y = 0; y < height; y++) {
    const row = y * width
    const at = (x: number) => values[row + Math.min(Math.max(x, 0), last)] ?? 0
    let sum = 0
    for (let k = -whole; k <= whole; k++) sum += at(k)
    for (let x = 0; x < width; x++) {
      out[x * height + y] = (sum + part * (at(x - whole - 1) + at(x + whole + 1))) / size
      sum += at(x + whole + 1) - at(x - whole)
    }
  }
  return out
}
