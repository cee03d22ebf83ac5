import { divide, weightedSum } from '#engine/tensor/arithmetic.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import { torchRoot } from '#engine/tensor/torch-root.ts'
import type { Prediction } from '../settings.ts'

const round = Math.fround

/** What the solvers in λ, half the logarithm of signal to noise, share; their samples have a total deviation of 1. */

/** Picture's factor and noise's deviation in a sample at noise level sigma. */
export function strengths(sigma: number): { signal: number; deviation: number } {
  const signal = round(1 / torchRoot(round(round(sigma * sigma) + 1)))
  return { signal, deviation: round(sigma * signal) }
}

/** λ in float32; infinite where no noise is left. */
export function lambda(sigma: number): number {
  const { signal, deviation } = strengths(sigma)
  return round(round(Math.log(signal)) - round(Math.log(deviation)))
}

/** `original` with noise at level sigma. */
export function addNoiseAt(original: Tensor, noise: Tensor, sigma: number): Tensor {
  const { signal, deviation } = strengths(sigma)
  return weightedSum(original, signal, noise, deviation)
}

/** The finished picture that the prediction says this sample is made of. */
export function pictureAt(kind: Prediction, prediction: Tensor, sample: Tensor, sigma: number): Tensor {
  const { signal, deviation } = strengths(sigma)
  switch (kind) {
    case 'sample':
      return prediction
    case 'epsilon':
      return divide(weightedSum(sample, 1, prediction, -deviation), signal)
    case 'v_prediction':
      return weightedSum(sample, signal, prediction, -deviation)
  }
}

/** The noise that the prediction says this sample is made of. */
export function noiseAt(kind: Prediction, prediction: Tensor, sample: Tensor, sigma: number): Tensor {
  const { signal, deviation } = strengths(sigma)
  switch (kind) {
    case 'epsilon':
      return prediction
    case 'sample':
      return divide(weightedSum(sample, 1, prediction, -signal), deviation)
    case 'v_prediction':
      return weightedSum(prediction, signal, sample, deviation)
  }
}
