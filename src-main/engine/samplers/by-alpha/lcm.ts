import { clamp, weightedSum } from '#engine/tensor/arithmetic.ts'
import { torchRoot } from '#engine/tensor/torch-root.ts'
import type { Sampler } from '../sampler.ts'
import { cumulativeAlphas } from '../schedules/alphas.ts'
import { readClip, readCommon, readFields, type RawConfig } from '../settings.ts'
import { alphaAt, blend, pictureOf } from './alpha-steps.ts'
import { distilledSteps } from './distilled-steps.ts'

const round = Math.fround

/**
 * Multistep consistency sampling, as diffusers' `LCMScheduler`: each step goes to the picture and back to the next
 * noise level with fresh noise. Source: Luo et al., "Latent consistency models", 2023, algorithm 3.
 */
export function createLcm(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, { spacing: 'leading', betas: [0.00085, 0.012, 'scaled_linear'] })
  const clip = readClip(config, false)
  const alphas = cumulativeAlphas(settings)
  const timesteps = distilledSteps(config, settings, steps)
  const scaling = readFields(config).number('timestep_scaling', 10)
  return {
    timesteps,
    order: 1,
    initialDeviation: 1,
    scaleInput: (sample) => sample,
    step(prediction, index, sample, drawNoise) {
      const timestep = timesteps[index]!
      const picture = pictureOf(settings.prediction, prediction, sample, alphaAt(alphas, timestep))
      const held = clip === null ? picture : clamp(picture, -clip, clip)
      const { skip, out } = boundary(round(timestep * scaling))
      const clean = weightedSum(held, out, sample, skip)
      const next = timesteps[index + 1]
      return next === undefined ? clean : blend(clean, drawNoise(), alphaAt(alphas, next))
    },
    addNoise: (original, noise, index) => blend(original, noise, alphaAt(alphas, timesteps[index]!)),
  }
}

/** How much of the sample itself is kept, so that the result at no noise is the sample: ½ is the data's deviation. */
function boundary(time: number): { skip: number; out: number } {
  const total = round(round(time * time) + 0.25)
  return { skip: round(0.25 / total), out: round(time / torchRoot(total)) }
}
