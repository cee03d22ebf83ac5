import { divide, weightedSum } from '#engine/tensor/arithmetic.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import type { Sampler } from '../sampler.ts'
import { trainingSigmas } from '../schedules/sigmas.ts'
import { readCommon, type RawConfig } from '../settings.ts'
import { betweenSteps, middleLevel, secondOrder, spacedForMiddles } from './middle-steps.ts'
import { derivative, initialDeviation, totalDeviation } from './sigma-steps.ts'

/**
 * DPM-Solver-2 in Karras's variables, as diffusers' `KDPM2DiscreteScheduler`: each step but the last asks a second
 * time at the level between, and goes along that direction. Entries of even index are starts.
 * Source: Crowson's k-diffusion, `sample_dpm_2`.
 */
export function createDpm2(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, secondOrder)
  const training = trainingSigmas(settings)
  const { timesteps, levels } = spacedForMiddles(config, settings, steps, training)
  const sigmas = Float32Array.from([...levels, 0])
  const middles = sigmas.slice(0, -1).map((sigma, i) => middleLevel(sigmas[i + 1]!, sigma))
  const levelAt = (index: number): number => (index % 2 === 0 ? sigmas : middles)[index >> 1]!
  let start: Tensor | null = null
  return {
    timesteps: betweenSteps(timesteps, middles, training.logs),
    order: 2,
    initialDeviation: initialDeviation(sigmas, settings.spacing),
    scaleInput: (sample, index) => divide(sample, totalDeviation(levelAt(index))),
    step(prediction, index, sample) {
      const slope = derivative(settings.prediction, prediction, sample, levelAt(index))
      const [sigma, middle, next] = [sigmas[index >> 1]!, middles[index >> 1]!, sigmas[(index >> 1) + 1]!]
      if (start === null) {
        start = sample
        return weightedSum(sample, 1, slope, middle - sigma)
      }
      const from = start
      start = null
      return weightedSum(from, 1, slope, next - sigma)
    },
    addNoise: (original, noise, index) => weightedSum(original, 1, noise, sigmas[(index + 1) >> 1]!),
  }
}
