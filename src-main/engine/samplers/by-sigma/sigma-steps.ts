import { divide, weightedSum } from '#engine/tensor/arithmetic.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import { torchRoot } from '#engine/tensor/torch-root.ts'
import type { CommonSettings, Prediction, RawConfig, Spacing } from '../settings.ts'
import { ramps, readRamp } from '../schedules/ramps.ts'
import { rampEnds, timestepOfSigma, type TrainingLevels } from '../schedules/sigmas.ts'
import { fractionalSteps, interpolate } from '../schedules/spacing.ts'

const round = Math.fround

/** What k-diffusion's samplers share: samples carry noise of deviation sigma on top of a picture of full strength. */

/** √(σ² + 1) in float32. */
export function totalDeviation(sigma: number): number {
  return torchRoot(round(round(sigma * sigma) + 1))
}

/** Deviation of the starting noise: σ, or with leading spacing that of picture and noise together. */
export function initialDeviation(sigmas: Float32Array, spacing: Spacing): number {
  const highest = sigmas.reduce((a, b) => Math.max(a, b), 0)
  return spacing === 'leading' ? totalDeviation(highest) : highest
}

/** dx/dσ: the direction from the predicted picture to the sample. */
export function derivative(kind: Prediction, prediction: Tensor, sample: Tensor, sigma: number): Tensor {
  return slopeFrom(predictedPicture(kind, prediction, sample, sigma), sample, sigma)
}

/** The direction from a picture to the sample. */
export function slopeFrom(picture: Tensor, sample: Tensor, sigma: number): Tensor {
  return divide(weightedSum(sample, 1, picture, -1), sigma)
}

export function predictedPicture(
  kind: Prediction,
  prediction: Tensor,
  sample: Tensor,
  sigma: number,
): Tensor {
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

/**
 * Timesteps and noise levels, without the level after the last step. A ramp goes from the highest to the lowest level
 * that the evenly spaced timesteps would have had, or between the given `ends`.
 */
export function spacedLevels(
  config: RawConfig,
  settings: CommonSettings,
  steps: number,
  { levels, logs }: TrainingLevels,
  given: { levels?: readonly number[]; ignoresEnds?: boolean } = {},
): { timesteps: number[]; levels: readonly number[] } {
  const timesteps = fractionalSteps(settings, steps)
  const even = given.levels ?? timesteps.map((timestep) => interpolate(timestep, levels))
  const ramp = readRamp(config)
  if (ramp === null) return { timesteps, levels: even }
  const own = [even[0]!, even[even.length - 1]!] as const
  const spaced = ramps[ramp](...(given.ignoresEnds === true ? own : rampEnds(config, ...own)), steps)
  return { timesteps: spaced.map((sigma) => timestepOfSigma(sigma, logs)), levels: spaced }
}

/** How far down to step, and the deviation of the noise to add, so that the level is `to` afterwards. */
export function ancestralStep(from: number, to: number): { up: number; down: number } {
  const [fromSquared, toSquared] = [round(from * from), round(to * to)]
  const up = torchRoot(round(round(toSquared * round(fromSquared - toSquared)) / fromSquared))
  return { up, down: torchRoot(round(toSquared - round(up * up))) }
}
