import { scale, weightedSum } from '#engine/tensor/arithmetic.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import type { Sampler } from '../sampler.ts'
import { readCommon, readFields, type RawConfig } from '../settings.ts'
import { difference, readSolver, stepFactors } from './dpm-factors.ts'
import { addNoiseAt, lambda, noiseAt, pictureAt } from './lambda-steps.ts'
import { solverLevels } from './solver-levels.ts'

const round = Math.fround

/**
 * DPM-Solver and DPM-Solver++ with up to three outputs, with fresh noise (SDE) or without, as diffusers'
 * `DPMSolverMultistepScheduler`; which of them is in the config's `algorithm_type` and `solver_order`.
 * Source: Lu et al., "DPM-Solver++", 2022, algorithm 2.
 */
export function createMultistep(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, { spacing: 'linspace' })
  const solver = readSolver(config)
  const last = solver.endsAtZero ? 'zero' : 'lowest'
  const levels = solverLevels(config, settings, steps, { last, clips: true, isMultistep: true })
  const { timesteps, sigmas } = levels
  const orderAt = readOrders(config, timesteps.length, solver.endsAtZero)
  const convert = solver.algorithm.endsWith('++') ? pictureAt : noiseAt
  let outputs: readonly Tensor[] = []
  return {
    timesteps,
    order: 1,
    initialDeviation: 1,
    scaleInput: (sample) => sample,
    step(prediction, index, sample, drawNoise) {
      const latest = convert(settings.prediction, prediction, sample, sigmas[index]!)
      outputs = [latest, ...outputs].slice(0, solver.order)
      const factors = stepFactors(solver.algorithm, sigmas[index]!, sigmas[index + 1]!)
      const first = weightedSum(sample, factors.sample, latest, factors.output)
      const { slope, curve } = bend(outputs.slice(0, orderAt(index)), sigmas, index)
      const sloped =
        slope === null ? first : weightedSum(first, 1, slope, factors[curve === null ? solver.slope : 'heun'])
      const curved = curve === null ? sloped : weightedSum(sloped, 1, curve, factors.curve)
      if (!solver.algorithm.startsWith('sde')) return curved
      return weightedSum(curved, 1, drawNoise(), factors.noise)
    },
    addNoise: (original, noise, index) => addNoiseAt(original, noise, sigmas[index]!),
  }
}

/** The most outputs that the step at an index uses: fewer at the end of short runs, and one to the level zero. */
function readOrders(config: RawConfig, count: number, endsAtZero: boolean): (index: number) => number {
  const fields = readFields(config)
  const lowers = fields.flag('lower_order_final', true) && count < 15
  const finishesFirst = fields.flag('euler_at_final', false) || lowers || endsAtZero
  return (index) => {
    if (index === count - 1 && finishesFirst) return 1
    return index === count - 2 && lowers ? 2 : 3
  }
}

/** Slope and curvature of the outputs, latest first, over λ, each times the step. */
function bend(
  [latest, second, third]: readonly Tensor[],
  sigmas: Float32Array,
  index: number,
): { slope: Tensor | null; curve: Tensor | null } {
  if (latest === undefined || second === undefined) return { slope: null, curve: null }
  const at = (k: number): number => lambda(sigmas[k]!)
  const h = round(at(index + 1) - at(index))
  const ratio = round(round(at(index) - at(index - 1)) / h)
  const slope = difference(latest, second, 1 / ratio)
  if (third === undefined) return { slope, curve: null }
  const earlier = round(round(at(index - 1) - at(index - 2)) / h)
  const change = weightedSum(slope, 1, difference(second, third, 1 / earlier), -1)
  const both = round(ratio + earlier)
  return {
    slope: weightedSum(slope, 1, change, ratio / both),
    curve: scale(change, 1 / both),
  }
}
