/** Below this the bell itself is used; above, three boxes come close to it and cost the same at any radius. */
const boxFrom = 2.5

/** A premultiplied colour (0 … 255 × 255) is held in whole steps this fine, so that sums are exact. */
const fine = 256

/** Premultiplied RGBA in steps of 1 / fine; rows of `stride` values. */
interface Planes {
  readonly values: Int32Array
  readonly stride: number
  readonly rows: number
}

/**
 * Gaussian blur of straight-alpha RGBA, in place; `sigma` in pixels. Colours are weighted by their alpha, so what is
 * clear lends no colour; beyond the border the outermost pixels are repeated. Three box filters of the widths of
 * Kovesi, "Fast Almost-Gaussian Filtering" (2010), take the place of wide bells. Every sum is exact, so a pixel
 * comes out the same whichever block it lay in, as long as `reachOf` pixels around it were there.
 */
export function blurBlock(rgba: Uint8ClampedArray, width: number, height: number, sigma: number): void {
  if (sigma <= 0 || width === 0 || height === 0) return
  let planes: Planes = { values: premultiply(rgba), stride: width * 4, rows: height }
  if (sigma < boxFrom) {
    const weights = bell(sigma)
    planes = weighColumns(weighRows(planes, weights), weights)
  } else {
    const radii = boxRadii(sigma)
    for (const radius of radii) planes = boxRows(planes, radius)
    for (const radius of radii) planes = boxColumns(planes, radius)
  }
  unpremultiply(planes.values, rgba)
}

function premultiply(rgba: Uint8ClampedArray): Int32Array {
  const values = new Int32Array(rgba.length)
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3]! * fine
    values[at] = rgba[at]! * alpha
    values[at + 1] = rgba[at + 1]! * alpha
    values[at + 2] = rgba[at + 2]! * alpha
    values[at + 3] = 255 * alpha
  }
  return values
}

function unpremultiply(values: Int32Array, rgba: Uint8ClampedArray): void {
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = values[at + 3]!
    const byte = Math.round(alpha / (255 * fine))
    const scale = byte === 0 ? 0 : 255 / alpha
    rgba[at] = Math.round(values[at]! * scale)
    rgba[at + 1] = Math.round(values[at + 1]! * scale)
    rgba[at + 2] = Math.round(values[at + 2]! * scale)
    rgba[at + 3] = byte
  }
}

/** Half-widths of three boxes that together have the variance of a bell; they add up to at most 3 × sigma. */
function boxRadii(sigma: number): number[] {
  const ideal = Math.sqrt(4 * sigma * sigma + 1)
  const narrow = Math.floor((ideal - 1) / 2)
  const width = 2 * narrow + 1
  const narrowOnes = Math.round((12 * sigma * sigma - 3 * width * width - 12 * width - 9) / (-4 * width - 4))
  return [0, 1, 2].map((i) => (i < narrowOnes ? narrow : narrow + 1))
}

function bell(sigma: number): number[] {
  const radius = Math.ceil(3 * sigma)
  const raw = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma * sigma)),
  )
  const sum = raw.reduce((total, weight) => total + weight, 0)
  return raw.map((weight) => weight / sum)
}

function boxRows({ values, stride, rows }: Planes, radius: number): Planes {
  const out = new Int32Array(values.length)
  const share = 1 / (2 * radius + 1)
  const last = stride - 4
  for (let row = 0; row < rows; row++) {
    for (let start = row * stride, end = start + 4; start < end; start++) {
      let sum = 0
      for (let k = -radius; k <= radius; k++) sum += values[start + 4 * Math.min(Math.max(k, 0), last / 4)]!
      let [enters, leaves] = [4 * (radius + 1), -4 * radius]
      for (let x = 0; x <= last; x += 4) {
        out[start + x] = sum * share + 0.5
        sum += values[start + (enters < last ? enters : last)]! - values[start + (leaves > 0 ? leaves : 0)]!
        enters += 4
        leaves += 4
      }
    }
  }
  return { values: out, stride, rows }
}

function boxColumns({ values, stride, rows }: Planes, radius: number): Planes {
  const out = new Int32Array(values.length)
  const share = 1 / (2 * radius + 1)
  const sums = new Float64Array(stride)
  const startOf = (row: number) => Math.min(Math.max(row, 0), rows - 1) * stride
  for (let k = -radius; k <= radius; k++) {
    for (let i = 0, from = startOf(k); i < stride; i++) sums[i]! += values[from + i]!
  }
  for (let row = 0; row < rows; row++) {
    const [enters, leaves, to] = [startOf(row + radius + 1), startOf(row - radius), row * stride]
    for (let i = 0; i < stride; i++) {
      const sum = sums[i]!
      out[to + i] = sum * share + 0.5
      sums[i] = sum + values[enters + i]! - values[leaves + i]!
    }
  }
  return { values: out, stride, rows }
}

function weighRows({ values, stride, rows }: Planes, weights: readonly number[]): Planes {
  const out = new Int32Array(values.length)
  const radius = (weights.length - 1) / 2
  const last = stride / 4 - 1
  for (let at = 0; at < values.length; at++) {
    const start = at - (at % stride) + (at % 4)
    const x = Math.floor((at % stride) / 4)
    let sum = 0
    for (let k = 0; k < weights.length; k++) {
      const from = Math.min(Math.max(x + k - radius, 0), last)
      sum += weights[k]! * values[start + 4 * from]!
    }
    out[at] = sum + 0.5
  }
  return { values: out, stride, rows }
}

function weighColumns({ values, stride, rows }: Planes, weights: readonly number[]): Planes {
  const out = new Int32Array(values.length)
  const radius = (weights.length - 1) / 2
  const sums = new Float64Array(stride)
  for (let row = 0; row < rows; row++) {
    sums.fill(0)
    for (let k = 0; k < weights.length; k++) {
      const weight = weights[k]!
      const from = Math.min(Math.max(row + k - radius, 0), rows - 1) * stride
      for (let i = 0; i < stride; i++) sums[i]! += weight * values[from + i]!
    }
    for (let i = 0; i < stride; i++) out[row * stride + i] = sums[i]! + 0.5
  }
  return { values: out, stride, rows }
}
