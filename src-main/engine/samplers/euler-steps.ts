import { divide, weightedSum } from '../tensor/arithmetic.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { Prediction, Spacing } from './settings.ts'

const round = Math.fround

/** What both Euler samplers share: samples carry noise of deviation sigma on top of a picture of full strength. */

/** √(σ² + 1) in float32. */
export function totalDeviation(sigma: number): number {
  return round(Math.sqrt(round(round(sigma * sigma) + 1)))
}

/** Deviation of the starting noise: σ, or with leading spacing that of picture and noise together. */
export function initialDeviation(sigmas: Float32Array, spacing: Spacing): number {
  const highest = sigmas.reduce((a, b) => Math.max(a, b), 0)
  return spacing === 'leading' ? totalDeviation(highest) : highest
}

/** dx/dσ: the direction from the predicted picture to the sample. */
export function derivative(kind: Prediction, prediction: Tensor, sample: Tensor, sigma: number): Tensor {
  return divide(weightedSum(sample, 1, predictedPicture(kind, prediction, sample, sigma), -1), sigma)
}

function predictedPicture(kind: Prediction, prediction: Tensor, sample: Tensor, sigma: number): Tensor {
  switch (kind) {
    case 'sample':
      return prediction
    case 'epsilon':
      return weightedSum(sample, 1, prediction, -sigma)
    case 'v_prediction': {
      const variance = round(round(sigma * sigma) + 1)
      return weightedSum(prediction, -sigma / totalDeviation(sigma), divide(sample, variance), 1)
    }
  }
}
