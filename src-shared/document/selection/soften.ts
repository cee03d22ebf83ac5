import type { Plane } from './plane.ts'

/** Blurs the outline with a bell of this many pixels (its standard deviation); the plane's border goes on beyond it. */
export function feather({ area, data }: Plane, radius: number): Plane {
  const wide = blurred(data, area.width, area.height, radius)
  const out = new Uint8ClampedArray(data.length)
  for (let at = 0; at < out.length; at++) out[at] = Math.round(wide[at] ?? 0)
  return { area, data: out }
}

/** Rounds corners off and swallows specks of up to about `radius` pixels; the outline is one pixel soft again. */
export function smooth({ area, data }: Plane, radius: number): Plane {
  const wide = blurred(data, area.width, area.height, radius)
  // At its middle a blurred edge rises by 1 / (σ √2π) a pixel.
  const steep = Math.max(1, radius * Math.sqrt(2 * Math.PI))
  const out = new Uint8ClampedArray(data.length)
  for (let at = 0; at < out.length; at++) out[at] = ((wide[at] ?? 0) - 127.5) * steep + 127.5
  return { area, data: out }
}

/** Three box means of fractional width have the variance of the bell, at any radius for the same cost. */
function blurred(data: Uint8ClampedArray, width: number, height: number, radius: number): Float32Array {
  const values = new Float32Array(data)
  if (radius <= 0) return values
  // A box of half-width h (its ends may count in part) has the variance (2h + 1)² / 12, nearly.
  const half = (Math.sqrt(4 * radius * radius + 1) - 1) / 2
  const spare = new Float32Array(values.length)
  for (let pass = 0; pass < 3; pass++) {
    boxRows(values, spare, width, height, half)
    boxColumns(spare, values, width, height, half)
  }
  return values
}

/** The mean over 2 × half + 1 pixels of each row, the outermost repeated. */
function boxRows(from: Float32Array, to: Float32Array, width: number, height: number, half: number): void {
  const whole = Math.floor(half)
  const part = half - whole
  const scale = 1 / (2 * half + 1)
  const padded = new Float32Array(width + 2 * whole + 3)
  for (let y = 0; y < height; y++) {
    const row = y * width
    const [first, last] = [from[row] ?? 0, from[row + width - 1] ?? 0]
    padded.fill(first, 0, whole + 1)
    padded.set(from.subarray(row, row + width), whole + 1)
    padded.fill(last, whole + 1 + width)
    let sum = 0
    for (let k = 1; k <= 2 * whole + 1; k++) sum += padded[k] ?? 0
    for (let x = 0; x < width; x++) {
      const [before, after] = [padded[x] ?? 0, padded[x + 2 * whole + 2] ?? 0]
      to[row + x] = (sum + part * (before + after)) * scale
      sum += after - (padded[x + 1] ?? 0)
    }
  }
}

/** The same down the columns; all of a row at once, for memory likes rows. */
function boxColumns(from: Float32Array, to: Float32Array, width: number, height: number, half: number): void {
  const whole = Math.floor(half)
  const part = half - whole
  const scale = 1 / (2 * half + 1)
  const sums = new Float64Array(width)
  const rowAt = (y: number) => Math.min(Math.max(y, 0), height - 1) * width
  for (let k = -whole; k <= whole; k++) {
    for (let x = 0, row = rowAt(k); x < width; x++) sums[x] = (sums[x] ?? 0) + (from[row + x] ?? 0)
  }
  for (let y = 0; y < height; y++) {
    const [before, after, leaves] = [rowAt(y - whole - 1), rowAt(y + whole + 1), rowAt(y - whole)]
    for (let x = 0, row = y * width; x < width; x++) {
      const [sum, enters] = [sums[x] ?? 0, from[after + x] ?? 0]
      to[row + x] = (sum + part * ((from[before + x] ?? 0) + enters)) * scale
      sums[x] = sum + enters - (from[leaves + x] ?? 0)
    }
  }
}
