import { divide, weightedSum } from '#engine/tensor/arithmetic.ts'
import type { Sampler } from '../sampler.ts'
import { trainingSigmas } from '../schedules/sigmas.ts'
import { fractionalSteps, interpolate } from '../schedules/spacing.ts'
import { readCommon, type RawConfig } from '../settings.ts'
import { ancestralStep, derivative, initialDeviation, totalDeviation } from './sigma-steps.ts'

/**
 * Ancestral sampling with Euler's method, as diffusers' `EulerAncestralDiscreteScheduler`: each step goes below the
 * next noise level and adds fresh noise up to it. Source: Crowson's k-diffusion, `sample_euler_ancestral`.
 */
export function createEulerAncestral(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, { spacing: 'linspace', predictions: ['epsilon', 'v_prediction'] })
  const { levels } = trainingSigmas(settings)
  const timesteps = fractionalSteps(settings, steps)
  const sigmas = Float32Array.from([...timesteps.map((timestep) => interpolate(timestep, levels)), 0])
  return {
    timesteps,
    order: 1,
    initialDeviation: initialDeviation(sigmas, settings.spacing),
    scaleInput: (sample, index) => divide(sample, totalDeviation(sigmas[index]!)),
    step(prediction, index, sample, drawNoise) {
      const sigma = sigmas[index]!
      const { up, down } = ancestralStep(sigma, sigmas[index + 1]!)
      const slope = derivative(settings.prediction, prediction, sample, sigma)
      return weightedSum(weightedSum(sample, 1, slope, down - sigma), 1, drawNoise(), up)
    },
    addNoise: (original, noise, index) => weightedSum(original, 1, noise, sigmas[index]!),
  }
}
