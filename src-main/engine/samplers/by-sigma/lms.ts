import { divide, scale, weightedSum } from '#engine/tensor/arithmetic.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import type { Sampler } from '../sampler.ts'
import { trainingSigmas } from '../schedules/sigmas.ts'
import { readCommon, readFields, type RawConfig } from '../settings.ts'
import { integrate } from './kronrod.ts'
import { derivative, initialDeviation, spacedLevels, totalDeviation } from './sigma-steps.ts'

const round = Math.fround
const order = 4

/**
 * Linear multistep (Adams and Bashforth's) with up to four directions, as diffusers' `LMSDiscreteScheduler`.
 * Source: Crowson's k-diffusion, `sample_lms`.
 */
export function createLms(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, { spacing: 'linspace', overlooksZeroSnr: true })
  // Of all classes this one doesn't heed the config's own ends with Karras's ramp.
  const ignoresEnds = readFields(config).flag('use_karras_sigmas', false)
  const spaced = spacedLevels(config, settings, steps, trainingSigmas(settings), { ignoresEnds })
  const sigmas = Float32Array.from([...spaced.levels, 0])
  let slopes: readonly Tensor[] = []
  return {
    timesteps: spaced.timesteps.map(Math.fround),
    order: 1,
    initialDeviation: initialDeviation(sigmas, settings.spacing),
    scaleInput: (sample, index) => divide(sample, totalDeviation(sigmas[index]!)),
    step(prediction, index, sample) {
      const slope = derivative(settings.prediction, prediction, sample, sigmas[index]!)
      slopes = [slope, ...slopes].slice(0, order)
      // From a later start (image to image) the weights are those of four directions, whatever is there.
      const weights = multistepWeights(sigmas, index, Math.min(index + 1, order))
      const parts = slopes.map((each, k) => scale(each, weights[k]!))
      const change = parts.reduce((sum, part) => weightedSum(sum, 1, part, 1))
      return weightedSum(sample, 1, change, 1)
    },
    addNoise: (original, noise, index) => weightedSum(original, 1, noise, sigmas[index]!),
  }
}

/** Integrals, over the step, of Lagrange's polynomials in float32 through the levels of the latest directions. */
function multistepWeights(sigmas: Float32Array, index: number, count: number): number[] {
  const levels = Array.from({ length: count }, (_, k) => sigmas[index - k]!)
  return levels.map((own, k) => {
    const others = levels.filter((_, j) => j !== k)
    const polynomial = (x: number): number =>
      others.reduce((product, other) => {
        const factor = round(round(round(x) - other) / round(own - other))
        return round(product * factor)
      }, 1)
    return integrate(polynomial, sigmas[index]!, sigmas[index + 1]!)
  })
}
