import type { Sampler } from '../sampler.ts'
import { cumulativeAlphas } from '../schedules/alphas.ts'
import { readCommon, type RawConfig } from '../settings.ts'
import { alphaAt, blend, noiseOf, pictureOf } from './alpha-steps.ts'
import { distilledSteps } from './distilled-steps.ts'

/**
 * Strategic stochastic sampling with η = 0, as diffusers' `TCDScheduler` in its pipelines, which set η to 0: each step
 * goes straight to the next level, the last to that of the first training step.
 * Source: Zheng et al., "Trajectory consistency distillation", 2024, algorithm 4.
 */
export function createTcd(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, { spacing: 'leading', betas: [0.00085, 0.012, 'scaled_linear'] })
  const alphas = cumulativeAlphas(settings)
  const timesteps = distilledSteps(config, settings, steps)
  return {
    timesteps,
    order: 1,
    initialDeviation: 1,
    scaleInput: (sample) => sample,
    step(prediction, index, sample) {
      const alpha = alphaAt(alphas, timesteps[index]!)
      const picture = pictureOf(settings.prediction, prediction, sample, alpha)
      const noise = noiseOf(settings.prediction, prediction, sample, alpha)
      return blend(picture, noise, alphaAt(alphas, timesteps[index + 1] ?? 0))
    },
    addNoise: (original, noise, index) => blend(original, noise, alphaAt(alphas, timesteps[index]!)),
  }
}
