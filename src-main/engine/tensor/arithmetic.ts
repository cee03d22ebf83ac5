import { tensor, type Tensor } from './tensor.ts'

/**
 * Element-wise operations in float32. Every intermediate result is rounded to float32 in the order in which torch
 * would round it, so that a sampler written with them differs from diffusers by rounding of the networks alone.
 */
const round = Math.fround

/** a·k */
export function scale(a: Tensor, k: number): Tensor {
  const factor = round(k)
  const out = new Float32Array(a.data.length)
  for (let i = 0; i < out.length; i++) out[i] = a.data[i]! * factor
  return { shape: a.shape, data: out }
}

/** a / k */
export function divide(a: Tensor, k: number): Tensor {
  const divisor = round(k)
  const out = new Float32Array(a.data.length)
  for (let i = 0; i < out.length; i++) out[i] = a.data[i]! / divisor
  return { shape: a.shape, data: out }
}

/** a·ka + b·kb, of equal shapes. */
export function weightedSum(a: Tensor, ka: number, b: Tensor, kb: number): Tensor {
  sameShape(a, b)
  const [first, second] = [round(ka), round(kb)]
  const out = new Float32Array(a.data.length)
  for (let i = 0; i < out.length; i++) out[i] = round(a.data[i]! * first) + round(b.data[i]! * second)
  return { shape: a.shape, data: out }
}

/** from + k·(to − from): k = 0 gives `from`, 1 gives `to`, more goes beyond it (classifier-free guidance). */
export function lerp(from: Tensor, to: Tensor, k: number): Tensor {
  sameShape(from, to)
  const factor = round(k)
  const out = new Float32Array(from.data.length)
  for (let i = 0; i < out.length; i++) {
    out[i] = from.data[i]! + round(factor * round(to.data[i]! - from.data[i]!))
  }
  return { shape: from.shape, data: out }
}

export function clamp(a: Tensor, low: number, high: number): Tensor {
  return { shape: a.shape, data: a.data.map((x) => Math.min(Math.max(x, low), high)) }
}

/** mean + exp(logVariance / 2)·noise, the log variance held within −30 … 20 as in diffusers' Gaussian. */
export function sampleGaussian(mean: Tensor, logVariance: Tensor, noise: Tensor): Tensor {
  sameShape(mean, logVariance)
  sameShape(mean, noise)
  const out = new Float32Array(mean.data.length)
  for (let i = 0; i < out.length; i++) {
    const halfLog = round(0.5 * Math.min(Math.max(logVariance.data[i]!, -30), 20))
    out[i] = mean.data[i]! + round(round(Math.exp(halfLog)) * noise.data[i]!)
  }
  return { shape: mean.shape, data: out }
}

export function isFinite(a: Tensor): boolean {
  return a.data.every((x) => Number.isFinite(x))
}

function sameShape(a: Tensor, b: Tensor): void {
  if (a.shape.length !== b.shape.length || a.shape.some((side, axis) => side !== b.shape[axis])) {
    throw new RangeError(`Shapes [${a.shape.join(', ')}] and [${b.shape.join(', ')}] differ.`)
  }
}

/** Rows of `a`, then rows of `b`, along the first axis. */
export function stack(a: Tensor, b: Tensor): Tensor {
  const data = new Float32Array(a.data.length + b.data.length)
  data.set(a.data)
  data.set(b.data, a.data.length)
  return tensor([a.shape[0]! + b.shape[0]!, ...a.shape.slice(1)], data)
}

/** The first and the second half of the rows. */
export function halves(a: Tensor): [Tensor, Tensor] {
  const middle = a.data.length / 2
  const shape = [a.shape[0]! / 2, ...a.shape.slice(1)]
  return [tensor(shape, a.data.slice(0, middle)), tensor(shape, a.data.slice(middle))]
}

/** Joins tensors [1, c, h, w] along the channels. */
export function joinChannels(parts: readonly Tensor[]): Tensor {
  const channels = parts.reduce((sum, part) => sum + part.shape[1]!, 0)
  const data = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0))
  let offset = 0
  for (const part of parts) {
    data.set(part.data, offset)
    offset += part.data.length
  }
  return tensor([1, channels, ...parts[0]!.shape.slice(2)], data)
}

/** Joins tensors along the last axis; their other sides are equal. */
export function joinLast(a: Tensor, b: Tensor): Tensor {
  const [left, right] = [a.shape.at(-1)!, b.shape.at(-1)!]
  const rows = a.data.length / left
  const data = new Float32Array(a.data.length + b.data.length)
  for (let row = 0; row < rows; row++) {
    const from = row * (left + right)
    data.set(a.data.subarray(row * left, (row + 1) * left), from)
    data.set(b.data.subarray(row * right, (row + 1) * right), from + left)
  }
  return tensor([...a.shape.slice(0, -1), left + right], data)
}

export function zerosLike(a: Tensor): Tensor {
  return tensor(a.shape, new Float32Array(a.data.length))
}
