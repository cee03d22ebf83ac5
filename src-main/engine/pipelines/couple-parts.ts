import type { Conditioning } from '../networks/network.ts'
import { stack } from '../tensor/arithmetic.ts'
import { tensor, type Tensor } from '../tensor/tensor.ts'
import type { PartConditioning } from './conditioning.ts'
import { rowsOf } from './step/rows.ts'

/**
 * Several prompts as one conditioning for a denoiser that mixes them itself: of each row the states of all texts one
 * after the other, and where each counts. What a model is told of a prompt as a whole is the mean by their areas.
 */
export function coupleParts(
  parts: readonly PartConditioning[],
  [height, width]: readonly [number, number],
): Conditioning {
  const cells = height * width
  const shares = parts.map(({ share }) => share ?? new Float32Array(cells).fill(1))
  const areas = shares.map((share) => share.reduce((sum, value) => sum + value, 0) / cells)
  const rows = parts.map(({ told }) => rowsOf(told))
  const numbers = rows[0]!.map((_, row) => row)
  const all = tensor(
    [1, parts.length, height, width],
    Float32Array.from(
      { length: parts.length * cells },
      (_, at) => shares[Math.floor(at / cells)]![at % cells]!,
    ),
  )
  const first = parts[0]!.told
  const pooledOf = (row: number): Tensor =>
    weighted(
      rows.map((part) => part[row]!.pooled!),
      areas,
    )
  return {
    ...first,
    context: numbers.flatMap((row) => rows.map((part) => part[row]!.context)).reduce(stack),
    ...(first.pooled && { pooled: numbers.map(pooledOf).reduce(stack) }),
    shares: numbers.map(() => all).reduce(stack),
  }
}

function weighted(tensors: readonly Tensor[], factors: readonly number[]): Tensor {
  const sum = new Float64Array(tensors[0]!.data.length)
  for (const [index, { data }] of tensors.entries())
    data.forEach((value, at) => (sum[at]! += value * factors[index]!))
  return tensor(tensors[0]!.shape, Float32Array.from(sum))
}
