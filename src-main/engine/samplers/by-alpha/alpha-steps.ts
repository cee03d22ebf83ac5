import { divide, weightedSum } from '#engine/tensor/arithmetic.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import { torchRoot } from '#engine/tensor/torch-root.ts'
import type { Prediction } from '../settings.ts'

const round = Math.fround

/** What DDIM and its relatives share: samples of deviation 1, √α of the picture and √(1 − α) of noise. */

/** Python's index: −1 is the last. */
export function alphaAt(alphas: Float32Array, timestep: number): number {
  return alphas[timestep < 0 ? timestep + alphas.length : Math.min(timestep, alphas.length - 1)]!
}

/** Factors of picture and noise in a sample, in float32. */
export function strengths(alpha: number): { signal: number; noise: number } {
  return { signal: torchRoot(alpha), noise: torchRoot(round(1 - alpha)) }
}

/** A picture with as much noise as belongs to alpha. */
export function blend(picture: Tensor, noise: Tensor, alpha: number): Tensor {
  const factors = strengths(alpha)
  return weightedSum(picture, factors.signal, noise, factors.noise)
}

/** The finished picture that the prediction says this sample is made of. */
export function pictureOf(kind: Prediction, prediction: Tensor, sample: Tensor, alpha: number): Tensor {
  const { signal, noise } = strengths(alpha)
  switch (kind) {
    case 'epsilon':
      return quotient(sample, prediction, noise, signal)
    case 'sample':
      return prediction
    case 'v_prediction':
      return weightedSum(sample, signal, prediction, -noise)
  }
}

/** The noise that the prediction says this sample is made of. */
export function noiseOf(kind: Prediction, prediction: Tensor, sample: Tensor, alpha: number): Tensor {
  const { signal, noise } = strengths(alpha)
  switch (kind) {
    case 'epsilon':
      return prediction
    case 'sample':
      return quotient(sample, prediction, signal, noise)
    case 'v_prediction':
      return weightedSum(prediction, signal, sample, noise)
  }
}

/** (a − k·b) / divisor */
function quotient(a: Tensor, b: Tensor, k: number, divisor: number): Tensor {
  return divide(weightedSum(a, 1, b, -k), divisor)
}
