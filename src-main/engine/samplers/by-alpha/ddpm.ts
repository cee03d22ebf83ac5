import { clamp, weightedSum } from '#engine/tensor/arithmetic.ts'
import { torchRoot } from '#engine/tensor/torch-root.ts'
import type { Sampler } from '../sampler.ts'
import { cumulativeAlphas } from '../schedules/alphas.ts'
import { roundedSteps } from '../schedules/spacing.ts'
import { readClip, readCommon, readFields, type RawConfig } from '../settings.ts'
import { alphaAt, blend, pictureOf } from './alpha-steps.ts'

const round = Math.fround

/**
 * Ancestral sampling of the diffusion itself, as diffusers' `DDPMScheduler`; variances that a network learned are
 * refused. Source: Ho, Jain and Abbeel, "Denoising diffusion probabilistic models", 2020, equation 7.
 */
export function createDdpm(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, { spacing: 'leading' })
  const clip = readClip(config, true)
  const kind = readVariance(config)
  const alphas = cumulativeAlphas(settings)
  const timesteps = roundedSteps(settings, steps)
  return {
    timesteps,
    order: 1,
    initialDeviation: 1,
    scaleInput: (sample) => sample,
    step(prediction, index, sample, drawNoise) {
      const [timestep, next = -1] = timesteps.slice(index, index + 2) as [number, number?]
      const [alpha, alphaNext] = [alphaAt(alphas, timestep), next >= 0 ? alphaAt(alphas, next) : 1]
      const picture = pictureOf(settings.prediction, prediction, sample, alpha)
      const held = clip === null ? picture : clamp(picture, -clip, clip)
      const { ofPicture, ofSample, variance } = posterior(alpha, alphaNext)
      const mean = weightedSum(held, ofPicture, sample, ofSample)
      return timestep > 0 ? weightedSum(mean, 1, drawNoise(), deviations[kind](variance)) : mean
    },
    addNoise: (original, noise, index) => blend(original, noise, alphaAt(alphas, timesteps[index]!)),
  }
}

/** Factors of the mean, and the lower and the upper bound of the variance, in float32. */
function posterior(alpha: number, alphaNext: number) {
  const [rest, restNext] = [round(1 - alpha), round(1 - alphaNext)]
  const stepAlpha = round(alpha / alphaNext)
  const stepBeta = round(1 - stepAlpha)
  return {
    ofPicture: round(round(torchRoot(alphaNext) * stepBeta) / rest),
    ofSample: round(round(torchRoot(stepAlpha) * restNext) / rest),
    variance: { small: Math.max(round(round(restNext / rest) * stepBeta), round(1e-20)), large: stepBeta },
  }
}

type Variance = ReturnType<typeof posterior>['variance']

const deviations = {
  fixed_small: ({ small }: Variance) => torchRoot(small),
  fixed_small_log: ({ small }: Variance) => round(Math.exp(round(0.5 * round(Math.log(small))))),
  fixed_large: ({ large }: Variance) => torchRoot(large),
} as const

function readVariance(config: RawConfig): keyof typeof deviations {
  const known = Object.keys(deviations) as (keyof typeof deviations)[]
  return readFields(config).choice('variance_type', 'fixed_small', known)
}
