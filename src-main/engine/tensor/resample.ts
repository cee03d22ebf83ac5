import { tensor, type Tensor } from './tensor.ts'

/** What one place of the output takes of the input: from where, and how much of each. */
interface Taps {
  readonly start: number
  readonly weights: Float32Array
}

/**
 * torch's `interpolate(mode="bilinear", align_corners=False)` of [1, c, h, w] to [1, c, height, width]: each place
 * takes its two neighbours along each axis.
 */
export function resizeBilinear(input: Tensor, height: number, width: number): Tensor {
  return resize(input, height, width, bilinearTaps)
}

/** Lanczos over three lobes, widened where it makes smaller, as Pillow and libvips do it. */
export function resizeLanczos(input: Tensor, height: number, width: number): Tensor {
  return resize(input, height, width, lanczosTaps)
}

/** The mean of the places whose middles lie under each new one, as Pillow's BOX filter takes it. */
export function resizeBox(input: Tensor, height: number, width: number): Tensor {
  return resize(input, height, width, boxTaps)
}

type Kernel = (from: number, to: number, place: number) => Taps

function resize(input: Tensor, height: number, width: number, kernel: Kernel): Tensor {
  const [, channels = 0, rows = 0, columns = 0] = input.shape
  const across = alongLast(input.data, channels * rows, columns, width, kernel)
  const turned = turn(across, channels, rows, width)
  const down = alongLast(turned, channels * width, rows, height, kernel)
  return tensor([1, channels, height, width], turn(down, channels, width, height))
}

/** Resizes each line of `count` lines from `from` to `to` places. */
function alongLast(
  data: Float32Array,
  count: number,
  from: number,
  to: number,
  kernel: Kernel,
): Float32Array {
  const out = new Float32Array(count * to)
  const taps = Array.from({ length: to }, (_, place) => kernel(from, to, place))
  for (let line = 0; line < count; line++) {
    for (let place = 0; place < to; place++) {
      const { start, weights } = taps[place]!
      let sum = 0
      for (let tap = 0; tap < weights.length; tap++) {
        const at = Math.min(Math.max(start + tap, 0), from - 1)
        sum += data[line * from + at]! * weights[tap]!
      }
      out[line * to + place] = sum
    }
  }
  return out
}

/** [channels, rows, columns] as [channels, columns, rows]. */
function turn(data: Float32Array, channels: number, rows: number, columns: number): Float32Array {
  const out = new Float32Array(data.length)
  for (let channel = 0; channel < channels; channel++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        out[(channel * columns + column) * rows + row] = data[(channel * rows + row) * columns + column]!
  return out
}

function bilinearTaps(from: number, to: number, place: number): Taps {
  const at = Math.max(0, ((place + 0.5) * from) / to - 0.5)
  const start = Math.floor(at)
  return { start, weights: Float32Array.of(1 - (at - start), at - start) }
}

function boxTaps(from: number, to: number, place: number): Taps {
  const spread = Math.max(1, from / to)
  const centre = ((place + 0.5) * from) / to
  const start = Math.max(0, Math.trunc(centre - spread / 2 + 0.5))
  const end = Math.min(from, Math.trunc(centre + spread / 2 + 0.5))
  return { start, weights: new Float32Array(end - start).fill(1 / (end - start)) }
}

function lanczosTaps(from: number, to: number, place: number): Taps {
  const spread = Math.max(1, from / to)
  const centre = ((place + 0.5) * from) / to - 0.5
  const start = Math.ceil(centre - 3 * spread)
  const length = Math.floor(centre + 3 * spread) - start + 1
  const weights = Float32Array.from({ length }, (_, tap) => lanczos((start + tap - centre) / spread))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return { start, weights: weights.map((weight) => weight / sum) }
}

function lanczos(x: number): number {
  if (x === 0) return 1
  if (Math.abs(x) >= 3) return 0
  const angle = Math.PI * x
  return (3 * Math.sin(angle) * Math.sin(angle / 3)) / (angle * angle)
}
