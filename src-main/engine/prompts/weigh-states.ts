import { tensor, type Tensor } from '../tensor/tensor.ts'

/**
 * Token states [1, tokens, width], each multiplied by its token's weight, then all by one number so that their mean
 * is what it was (the emphasis that AUTOMATIC1111 calls “Original”). Weights of 1 leave the states bit for bit.
 */
export function weighStates(states: Tensor, weights: Float32Array): Tensor {
  if (weights.every((weight) => weight === 1)) return states
  const width = states.data.length / weights.length
  const weighed = states.data.map((value, index) => value * weights[Math.floor(index / width)]!)
  const ratio = sum(states.data) / sum(weighed)
  // Where the mean vanishes, keeping it has no meaning and would make numbers without bound.
  if (!Number.isFinite(ratio) || ratio <= 0) return tensor(states.shape, weighed)
  return tensor(
    states.shape,
    weighed.map((value) => value * ratio),
  )
}

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0)
}
