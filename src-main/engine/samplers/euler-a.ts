import { divide, weightedSum } from '../tensor/arithmetic.ts'
import { derivative, initialDeviation, totalDeviation } from './euler-steps.ts'
import { spreadEvenly } from './euler.ts'
import type { Sampler } from './sampler.ts'
import { readCommon, type RawConfig } from './settings.ts'
import { trainingSigmas } from './sigmas.ts'
import { interpolate } from './spacing.ts'

const round = Math.fround

/**
 * Ancestral sampling with Euler's method, as diffusers' `EulerAncestralDiscreteScheduler`: each step goes below the
 * next noise level and adds fresh noise up to it. Source: Crowson's k-diffusion, `sample_euler_ancestral`.
 */
export function createEulerAncestral(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, 'linspace', ['epsilon', 'v_prediction'])
  const { levels } = trainingSigmas(settings)
  const timesteps = spreadEvenly(settings, steps)
  const sigmas = Float32Array.from([...timesteps.map((timestep) => interpolate(timestep, levels)), 0])
  return {
    timesteps,
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

/** How far down to step, and the deviation of the noise to add, so that the level is `to` afterwards. */
function ancestralStep(from: number, to: number): { up: number; down: number } {
  const [fromSquared, toSquared] = [round(from * from), round(to * to)]
  const up = round(Math.sqrt(round(round(toSquared * round(fromSquared - toSquared)) / fromSquared)))
  return { up, down: round(Math.sqrt(round(toSquared - round(up * up)))) }
}
