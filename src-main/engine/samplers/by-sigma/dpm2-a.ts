import { divide, weightedSum } from '#engine/tensor/arithmetic.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import type { Sampler } from '../sampler.ts'
import { trainingSigmas } from '../schedules/sigmas.ts'
import { readCommon, type RawConfig } from '../settings.ts'
import { betweenSteps, middleLevel, secondOrder, spacedForMiddles } from './middle-steps.ts'
import { ancestralStep, derivative, initialDeviation, totalDeviation } from './sigma-steps.ts'

/**
 * DPM-Solver-2 with ancestral steps, as diffusers' `KDPM2AncestralDiscreteScheduler`: as DPM2, but each step goes
 * below the next level and adds fresh noise up to it. Source: Crowson's k-diffusion, `sample_dpm_2_ancestral`.
 */
export function createDpm2Ancestral(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, secondOrder)
  const training = trainingSigmas(settings)
  const { timesteps, levels } = spacedForMiddles(config, settings, steps, training)
  const sigmas = Float32Array.from([...levels, 0])
  const leaps = levels.map((_, i) => ancestralStep(sigmas[i]!, sigmas[i + 1]!))
  const middles = Float32Array.from(leaps, ({ down }, i) =>
    i === leaps.length - 1 ? 0 : middleLevel(sigmas[i]!, down),
  )
  const levelAt = (index: number): number => (index % 2 === 0 ? sigmas : middles)[index >> 1]!
  let start: Tensor | null = null
  return {
    timesteps: betweenSteps(timesteps, middles, training.logs),
    order: 2,
    initialDeviation: initialDeviation(sigmas, settings.spacing),
    scaleInput: (sample, index) => divide(sample, totalDeviation(levelAt(index))),
    step(prediction, index, sample, drawNoise) {
      const slope = derivative(settings.prediction, prediction, sample, levelAt(index))
      const [sigma, middle, { up, down }] = [sigmas[index >> 1]!, middles[index >> 1]!, leaps[index >> 1]!]
      if (start === null) {
        start = sample
        return weightedSum(sample, 1, slope, middle - sigma)
      }
      const from = start
      start = null
      return weightedSum(weightedSum(from, 1, slope, down - sigma), 1, drawNoise(), up)
    },
    addNoise: (original, noise, index) => weightedSum(original, 1, noise, sigmas[(index + 1) >> 1]!),
  }
}
