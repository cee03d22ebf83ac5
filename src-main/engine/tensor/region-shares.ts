import { resizeBox } from './resample.ts'
import { tensor } from './tensor.ts'
import type { Mask } from './masks.ts'

/** Where a prompt counts (255: all, 0: nothing) and how strongly, 0 … 2. */
export interface RegionArea {
  readonly mask: Mask
  readonly weight: number
}

/** What no grey level of a mask can say is nothing; so a part that only rounding gives is not computed. */
const least = 1 / 255
/** A Gaussian of about one cell: an edge is soft over four. */
const softness = [1, 4, 6, 4, 1].map((value) => value / 16)

/**
 * A region's weight in each of height × width latent cells: the mean of its mask there, its edge made soft, times its
 * weight. At the picture's own edges it goes on as it is.
 */
export function regionWeights({ mask, weight }: RegionArea, height: number, width: number): Float32Array {
  const grey = tensor(
    [1, 1, mask.height, mask.width],
    Float32Array.from(mask.data, (value) => value / 255),
  )
  const covered = resizeBox(grey, height, width).data
  const across = softened(covered, { lines: height, length: width, step: 1, next: width })
  const down = softened(across, { lines: width, length: height, step: width, next: 1 })
  return down.map((value) => value * weight)
}

/**
 * How much each of several prompts counts in each cell, of `weights` that regions gave them together: what lacks to 1
 * is the share of the prompt of the whole picture, the first of the answer; what is above is divided among them. A
 * share that is nowhere noticeable is null. In each cell the shares sum to 1.
 */
export function sharesOf(weights: readonly Float64Array[], cells: number): (Float32Array | null)[] {
  const whole = new Float64Array(cells).fill(1)
  for (const one of weights) one.forEach((value, cell) => (whole[cell]! -= value))
  const all = [whole.map((value) => Math.max(0, value)), ...weights]
  const counting = all.map((one) => one.some((value) => value >= least))
  const sums = new Float64Array(cells)
  for (const [index, one] of all.entries())
    if (counting[index]!) one.forEach((value, cell) => (sums[cell]! += value))
  return all.map((one, index) =>
    counting[index]! ? Float32Array.from(one, (value, cell) => value / sums[cell]!) : null,
  )
}

interface Lines {
  readonly lines: number
  readonly length: number
  /** From one number of a line to the next, and from one line to the next. */
  readonly step: number
  readonly next: number
}

function softened(data: Float32Array, { lines, length, step, next }: Lines): Float32Array {
  const out = new Float32Array(data.length)
  const reach = (softness.length - 1) / 2
  for (let line = 0; line < lines; line++)
    for (let place = 0; place < length; place++) {
      let sum = 0
      for (const [tap, share] of softness.entries()) {
        const at = Math.min(Math.max(place + tap - reach, 0), length - 1)
        sum += share * data[line * next + at * step]!
      }
      out[line * next + place * step] = sum
    }
  return out
}
