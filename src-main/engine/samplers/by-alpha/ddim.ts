import { clamp } from '#engine/tensor/arithmetic.ts'
import type { Sampler } from '../sampler.ts'
import { cumulativeAlphas } from '../schedules/alphas.ts'
import { roundedSteps } from '../schedules/spacing.ts'
import { readClip, readCommon, readFields, type RawConfig } from '../settings.ts'
import { alphaAt, blend, noiseOf, pictureOf } from './alpha-steps.ts'

/**
 * DDIM with η = 0, as diffusers' `DDIMScheduler`; `config` is `scheduler_config.json`, `steps` 1 … training steps.
 * Source: Song, Meng and Ermon, "Denoising diffusion implicit models", 2020, equation 12.
 */
export function createDdim(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, { spacing: 'leading' })
  const clip = readClip(config, true)
  const alphas = cumulativeAlphas(settings)
  const lastAlpha = readFields(config).flag('set_alpha_to_one', true) ? 1 : alphas[0]!
  const stride = Math.floor(settings.trainSteps / steps)
  const timesteps = roundedSteps(settings, steps)
  return {
    timesteps,
    order: 1,
    initialDeviation: 1,
    scaleInput: (sample) => sample,
    step(prediction, index, sample) {
      const timestep = timesteps[index]!
      const alpha = alphaAt(alphas, timestep)
      const next = timestep - stride >= 0 ? alphaAt(alphas, timestep - stride) : lastAlpha
      const picture = pictureOf(settings.prediction, prediction, sample, alpha)
      const noise = noiseOf(settings.prediction, prediction, sample, alpha)
      return blend(clip === null ? picture : clamp(picture, -clip, clip), noise, next)
    },
    addNoise: (original, noise, index) => blend(original, noise, alphaAt(alphas, timesteps[index]!)),
  }
}
