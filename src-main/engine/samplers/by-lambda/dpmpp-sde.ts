import { divide, scale, weightedSum } from '#engine/tensor/arithmetic.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import type { Sampler } from '../sampler.ts'
import { readCommon, readFields, UnsupportedScheduler, type RawConfig } from '../settings.ts'
import { difference, readSolver, stepFactors, type StepFactors } from './dpm-factors.ts'
import { addNoiseAt, lambda, noiseAt, pictureAt } from './lambda-steps.ts'
import { solverLevels } from './solver-levels.ts'

const round = Math.fround

/**
 * DPM-Solver++ in single steps, as diffusers' `DPMSolverSinglestepScheduler`, which is what diffusers' table of names
 * gives for AUTOMATIC1111's DPM++ SDE: without fresh noise unless the model's config says `sde-dpmsolver++`. Timesteps
 * are spaced linearly whatever the config says. Source: Lu et al., "DPM-Solver++", 2022, algorithm 1.
 */
export function createDpmppSde(config: RawConfig, steps: number): Sampler {
  const own = { spacing: 'linspace', overlooksZeroSnr: true } as const
  const settings = readCommon({ ...config, timestep_spacing: 'linspace' }, own)
  const solver = readSolver(config)
  if (solver.algorithm === 'sde-dpmsolver') {
    throw new UnsupportedScheduler(
      "The scheduler's algorithm_type is sde-dpmsolver, which has no single steps.",
    )
  }
  const last = solver.endsAtZero ? 'zero' : 'lowest'
  const { timesteps, sigmas } = solverLevels(config, settings, steps, { last, clips: true })
  const orders = readOrders(config, steps, solver)
  const convert = solver.algorithm.endsWith('++') ? pictureAt : noiseAt
  let [outputs, start]: [readonly Tensor[], Tensor | null] = [[], null]
  return {
    timesteps,
    order: 1,
    initialDeviation: 1,
    scaleInput: (sample) => sample,
    step(prediction, index, sample, drawNoise) {
      outputs = [convert(settings.prediction, prediction, sample, sigmas[index]!), ...outputs]
      outputs = outputs.slice(0, solver.order)
      const order = Math.min(orders[index]!, outputs.length)
      const from = order === 1 || start === null ? sample : start
      start = from
      const base = index - order + 1
      const factors = stepFactors(solver.algorithm, sigmas[base]!, sigmas[index + 1]!)
      const moved = move(from, outputs.slice(0, order), { sigmas, index, factors, slope: solver.slope })
      if (!solver.algorithm.startsWith('sde')) return moved
      return weightedSum(moved, 1, drawNoise(), factors.noise)
    },
    addNoise: (original, noise, index) => addNoiseAt(original, noise, sigmas[index]!),
  }
}

/** How many outputs each step uses: one, two, (three,) and again, the last fewer as the config says. */
function readOrders(
  config: RawConfig,
  steps: number,
  { order, endsAtZero }: ReturnType<typeof readSolver>,
): number[] {
  const lowers = readFields(config).flag('lower_order_final', false) || steps % order !== 0 || endsAtZero
  const orders = Array.from({ length: steps }, (_, i) => (i % order) + 1)
  if (lowers && order > 1 && steps % order === 0) {
    orders.splice(steps - order, order, ...(order === 2 ? [1, 1] : [1, 2, 1]))
  }
  if (endsAtZero) orders[steps - 1] = 1
  return orders
}

interface Leg {
  readonly sigmas: Float32Array
  readonly index: number
  readonly factors: StepFactors
  readonly slope: 'midpoint' | 'heun'
}

/** The sample that the step started from, carried on along as many outputs, latest first, as there are. */
function move(from: Tensor, outputs: readonly Tensor[], { sigmas, index, factors, slope }: Leg): Tensor {
  const [latest, second, third] = outputs as [Tensor, Tensor?, Tensor?]
  if (second === undefined) return weightedSum(from, factors.sample, latest, factors.output)
  const base = lambda(sigmas[index - outputs.length + 1]!)
  const h = round(lambda(sigmas[index + 1]!) - base)
  const r0 = round(round(lambda(sigmas[index]!) - base) / h)
  if (third === undefined) {
    const first = weightedSum(from, factors.sample, second, factors.output)
    return weightedSum(first, 1, difference(latest, second, 1 / r0), factors[slope])
  }
  const first = weightedSum(from, factors.sample, third, factors.output)
  const r1 = round(round(lambda(sigmas[index - 1]!) - base) / h)
  const late = difference(latest, third, 1 / r0)
  if (slope === 'midpoint') return weightedSum(first, 1, late, factors.heun)
  const early = difference(second, third, 1 / r1)
  const apart = round(r0 - r1)
  const mean = divide(weightedSum(early, r0, late, -r1), apart)
  const curve = divide(scale(weightedSum(late, 1, early, -1), 2), apart)
  return weightedSum(weightedSum(first, 1, mean, factors.heun), 1, curve, factors.curve)
}
