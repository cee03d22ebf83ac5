import { nearestKnown } from './nearest-known.ts'

/**
 * What the model finds where it is to make something new: what is there (`none`), the colours of the nearest edge,
 * the same softly blurred, mid grey, or noise.
 */
export const preFills = ['none', 'edge', 'blur', 'grey', 'noise'] as const
export type PreFill = (typeof preFills)[number]

interface Block {
  readonly width: number
  readonly height: number
  /** RGBA, changed in place. */
  readonly data: Uint8Array | Uint8ClampedArray
}

/** Paints `block`, in place, where `unknown` is not 0; what is known keeps its bytes. */
export function preFill(block: Block, unknown: Uint8Array | Uint8ClampedArray, how: PreFill): void {
  if (how === 'none') return
  if (how === 'grey') return paint(block, unknown, () => [128, 128, 128])
  if (how === 'noise') return paint(block, unknown, noiseAt)
  const nearest = nearestKnown(unknown, block.width, block.height)
  if ((nearest[0] ?? -1) < 0) return paint(block, unknown, () => [128, 128, 128])
  const { data } = block
  for (let pixel = 0; pixel < unknown.length; pixel++) {
    if (unknown[pixel] === 0) continue
    const from = (nearest[pixel] ?? 0) * 4
    data.copyWithin(pixel * 4, from, from + 4)
  }
  if (how === 'blur') blurInside(block, unknown)
}

function paint(
  { data }: Block,
  unknown: Uint8Array | Uint8ClampedArray,
  colourAt: (pixel: number) => readonly [number, number, number],
): void {
  for (let pixel = 0; pixel < unknown.length; pixel++) {
    if (unknown[pixel] !== 0) data.set([...colourAt(pixel), 255], pixel * 4)
  }
}

/** The same at the same place, so that a request can be made again: xorshift over the pixel's number. */
function noiseAt(pixel: number): readonly [number, number, number] {
  let state = (pixel + 1) * 0x9e3779b1
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state & 255
  }
  next()
  return [next(), next(), next()]
}

/** Two box blurs whose radius is a 24th of the longer side, taken over only where nothing is known. */
function blurInside(block: Block, unknown: Uint8Array | Uint8ClampedArray): void {
  const { width, height, data } = block
  const radius = Math.max(1, Math.round(Math.max(width, height) / 24))
  for (let channel = 0; channel < 3; channel++) {
    let plane = new Float32Array(width * height)
    for (let pixel = 0; pixel < plane.length; pixel++) plane[pixel] = data[pixel * 4 + channel] ?? 0
    for (let pass = 0; pass < 2; pass++) {
      plane = meanAlongRows(meanAlongRows(plane, width, height, radius), height, width, radius)
    }
    for (let pixel = 0; pixel < plane.length; pixel++) {
      if (unknown[pixel] !== 0) data[pixel * 4 + channel] = Math.round(plane[pixel] ?? 0)
    }
  }
}

/** Mean over 2 × radius + 1 pixels along rows, the border repeated; the result is transposed. */
function meanAlongRows(
  plane: Float32Array<ArrayBuffer>,
  width: number,
  height: number,
  radius: number,
): Float32Array<ArrayBuffer> {
  const result = new Float32Array(plane.length)
  const last = width - 1
  for (let y = 0; y < height; y++) {
    const row = y * width
    let sum = 0
    for (let k = -radius; k <= radius; k++) sum += plane[row + Math.min(Math.max(k, 0), last)] ?? 0
    for (let x = 0; x < width; x++) {
      result[x * height + y] = sum / (2 * radius + 1)
      sum += plane[row + Math.min(x + radius + 1, last)] ?? 0
      sum -= plane[row + Math.max(x - radius, 0)] ?? 0
    }
  }
  return result
}
