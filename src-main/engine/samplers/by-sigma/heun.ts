import { clamp, divide, weightedSum } from '#engine/tensor/arithmetic.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import type { Sampler } from '../sampler.ts'
import { trainingSigmas } from '../schedules/sigmas.ts'
import { readClip, readCommon, type RawConfig } from '../settings.ts'
import { initialDeviation, predictedPicture, slopeFrom, spacedLevels, totalDeviation } from './sigma-steps.ts'

/**
 * Heun's method on the probability flow, as diffusers' `HeunDiscreteScheduler`: each step but the last asks twice, at
 * its start and at its end, and goes along the mean of both directions. Entries of even index are starts.
 * Source: Karras et al., "Elucidating the design space of diffusion-based generative models", 2022, algorithm 1.
 */
export function createHeun(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, {
    spacing: 'linspace',
    betas: [0.00085, 0.012, 'linear'],
    overlooksZeroSnr: true,
  })
  const clip = readClip(config, false)
  const spaced = spacedLevels(config, settings, steps, trainingSigmas(settings))
  const timesteps = twiceAfterFirst(spaced.timesteps.map(Math.fround))
  const sigmas = Float32Array.from([...twiceAfterFirst(spaced.levels), 0])
  let start: { sample: Tensor; slope: Tensor } | null = null
  return {
    timesteps,
    order: 2,
    initialDeviation: initialDeviation(sigmas, settings.spacing),
    scaleInput: (sample, index) => divide(sample, totalDeviation(sigmas[index]!)),
    step(prediction, index, sample) {
      const sigma = sigmas[index]!
      const picture = predictedPicture(settings.prediction, prediction, sample, sigma)
      const held = clip === null ? picture : clamp(picture, -clip, clip)
      const slope = slopeFrom(held, sample, sigma)
      if (start === null) {
        start = { sample, slope }
        return weightedSum(sample, 1, slope, sigmas[index + 1]! - sigma)
      }
      const { sample: from, slope: first } = start
      start = null
      const mean = divide(weightedSum(first, 1, slope, 1), 2)
      return weightedSum(from, 1, mean, sigma - sigmas[index - 1]!)
    },
    addNoise: (original, noise, index) => weightedSum(original, 1, noise, sigmas[index]!),
  }
}

function twiceAfterFirst(values: readonly number[]): number[] {
  return values.flatMap((value, i) => (i === 0 ? [value] : [value, value]))
}
