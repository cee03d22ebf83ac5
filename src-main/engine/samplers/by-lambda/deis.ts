import { divide, scale, weightedSum } from '#engine/tensor/arithmetic.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import type { Sampler } from '../sampler.ts'
import { numpyLog } from '../schedules/numpy-log.ts'
import { readCommon, readFields, type RawConfig } from '../settings.ts'
import { stepFactors } from './dpm-factors.ts'
import { addNoiseAt, pictureAt, strengths } from './lambda-steps.ts'
import { solverLevels } from './solver-levels.ts'

const round = Math.fround

/**
 * DEIS in log ρ with up to three predictions, as diffusers' `DEISMultistepScheduler`, which ends at training's lowest
 * noise. Source: Zhang and Chen, "Fast sampling of diffusion models with exponential integrator", 2022.
 */
export function createDeis(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, { spacing: 'linspace', overlooksZeroSnr: true })
  const fields = readFields(config)
  fields.unbuilt('thresholding')
  const order = fields.order('solver_order', 2, [1, 2, 3])
  const { timesteps, sigmas } = solverLevels(config, settings, steps, { last: 'repeated' })
  const lowers = fields.flag('lower_order_final', true) && timesteps.length < 15
  let outputs: readonly Tensor[] = []
  return {
    timesteps,
    order: 1,
    initialDeviation: 1,
    scaleInput: (sample) => sample,
    step(prediction, index, sample) {
      const { signal, deviation } = strengths(sigmas[index]!)
      const picture = pictureAt(settings.prediction, prediction, sample, sigmas[index]!)
      outputs = [divide(weightedSum(sample, 1, picture, -signal), deviation), ...outputs].slice(0, order)
      const most = lowers ? timesteps.length - index : order
      return update(outputs.slice(0, most), sample, sigmas, index)
    },
    addNoise: (original, noise, index) => addNoiseAt(original, noise, sigmas[index]!),
  }
}

/** One step with as many predicted noises, latest first, as there are. */
function update(outputs: readonly Tensor[], sample: Tensor, sigmas: Float32Array, index: number): Tensor {
  const [from, to] = [sigmas[index]!, sigmas[index + 1]!]
  if (outputs.length === 1) {
    const factors = stepFactors('dpmsolver', from, to)
    return weightedSum(sample, factors.sample, outputs[0]!, factors.output)
  }
  const rhos = outputs.map((_, k) => rho(sigmas[index - k]!))
  const parts = outputs.map((output, k) => scale(output, weightOf(k, rhos, rho(to))))
  const start = divide(sample, strengths(from).signal)
  return scale(
    parts.reduce((sum, part) => weightedSum(sum, 1, part, 1), start),
    strengths(to).signal,
  )
}

function rho(sigma: number): number {
  const { signal, deviation } = strengths(sigma)
  return round(deviation / signal)
}

/** The integral over the step of Lagrange's polynomial in log ρ through the k-th of the levels. */
function weightOf(k: number, rhos: readonly number[], to: number): number {
  const others = rhos.map((_, i) => numpyLog(rhos[(k + i) % rhos.length]!))
  const antiderivative = rhos.length === 2 ? linear : quadratic
  return round(antiderivative(to, others) - antiderivative(rhos[0]!, others))
}

function linear(t: number, [b, c]: readonly number[]): number {
  return round(round(t * round(round(numpyLog(t) - c!) - 1)) / round(b! - c!))
}

function quadratic(t: number, [b, c, d]: readonly number[]): number {
  const x = numpyLog(t)
  const product = round(c! * round(round(d! - x) + 1))
  const sum = round(round(round(product - round(d! * x)) + d!) + round(x * x))
  const numerator = round(t * round(round(sum - round(2 * x)) + 2))
  return round(numerator / round(round(b! - c!) * round(b! - d!)))
}
