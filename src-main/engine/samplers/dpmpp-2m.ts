import { divide, scale, weightedSum } from '../tensor/arithmetic.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { Sampler } from './sampler.ts'
import { readCommon, readFields, type CommonSettings, type Prediction, type RawConfig } from './settings.ts'
import {
  finalSigma,
  karrasSigmas,
  refuseUnbuiltSchedules,
  timestepOfSigma,
  trainingSigmas,
  type SigmaSchedule,
} from './sigmas.ts'
import { interpolate, leadingDown, linspaceDown, roundHalfEven, trailingDown } from './spacing.ts'

const round = Math.fround

/**
 * DPM-Solver++ (2M), as diffusers' `DPMSolverMultistepScheduler` with algorithm `dpmsolver++` and order 1 or 2.
 * Source: Lu et al., "DPM-Solver++", 2022, algorithm 2; midpoint or Heun form.
 */
export function createDpmpp2m(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, 'linspace', ['epsilon', 'v_prediction', 'sample'])
  const solver = readSolver(config)
  const { timesteps, sigmas } = createSchedule(config, settings, steps)
  const lastIndex = timesteps.length - 1
  const finishLow =
    solver.eulerAtFinal || solver.finalZero || (solver.lowerOrderFinal && timesteps.length < 15)
  let previous: Tensor | null = null
  return {
    timesteps,
    initialDeviation: 1,
    scaleInput: (sample) => sample,
    step(prediction, index, sample) {
      const picture = predictedPicture(settings.prediction, prediction, sample, sigmas[index]!)
      const earlier = index === lastIndex && finishLow ? null : previous
      previous = solver.order === 2 ? picture : null
      return update(picture, earlier, sample, sigmas, index, solver.heun)
    },
    addNoise(original, noise, index) {
      const { signal, deviation } = strengths(sigmas[index]!)
      return weightedSum(original, signal, noise, deviation)
    },
  }
}

function readSolver(config: RawConfig) {
  const fields = readFields(config)
  fields.unbuilt('thresholding')
  fields.choice('algorithm_type', 'dpmsolver++', ['dpmsolver++', 'deis'])
  const order = fields.number('solver_order', 2)
  if (order !== 1 && order !== 2) fields.choice('solver_order', 'order 1 or 2', ['order 1 or 2'])
  const form = fields.choice('solver_type', 'midpoint', ['midpoint', 'heun', 'logrho', 'bh1', 'bh2'])
  return {
    order,
    heun: form === 'heun',
    lowerOrderFinal: fields.flag('lower_order_final', true),
    eulerAtFinal: fields.flag('euler_at_final', false),
    finalZero: fields.choice('final_sigmas_type', 'zero', ['zero', 'sigma_min']) === 'zero',
  }
}

function createSchedule(config: RawConfig, settings: CommonSettings, steps: number): SigmaSchedule {
  refuseUnbuiltSchedules(config)
  const { levels, logs } = trainingSigmas(settings)
  const last = finalSigma(config, levels)
  if (!readFields(config).flag('use_karras_sigmas', false)) {
    const timesteps = spread(settings, usableSteps(config, levels), steps)
    return { timesteps, sigmas: Float32Array.from([...timesteps.map((t) => interpolate(t, levels)), last]) }
  }
  const karras = karrasSigmas(levels[levels.length - 1]!, levels[0]!, steps)
  const whole = settings.betaSchedule === 'squaredcos_cap_v2' ? Math.trunc : roundHalfEven
  return {
    timesteps: karras.map((sigma) => whole(timestepOfSigma(sigma, logs))),
    sigmas: Float32Array.from([...karras, last]),
  }
}

/** Training steps whose λ is not below `lambda_min_clipped`, which guards the cosine schedule's end. */
function usableSteps(config: RawConfig, levels: Float32Array): number {
  const limit = Number(config['lambda_min_clipped'] ?? -Infinity)
  return levels.filter((sigma) => -Math.log(sigma) >= limit).length
}

function spread(
  { spacing, trainSteps, stepsOffset }: CommonSettings,
  usable: number,
  steps: number,
): number[] {
  switch (spacing) {
    case 'linspace':
      return linspaceDown(usable - 1, steps + 1)
        .slice(0, -1)
        .map(roundHalfEven)
    case 'leading':
      return leadingDown(usable, steps + 1, stepsOffset).slice(0, -1)
    case 'trailing':
      return trailingDown(usable, trainSteps, steps)
  }
}

/** Picture's factor and noise's deviation in a sample of total deviation 1. */
function strengths(sigma: number): { signal: number; deviation: number } {
  const signal = round(1 / round(Math.sqrt(round(round(sigma * sigma) + 1))))
  return { signal, deviation: round(sigma * signal) }
}

function predictedPicture(kind: Prediction, prediction: Tensor, sample: Tensor, sigma: number): Tensor {
  const { signal, deviation } = strengths(sigma)
  switch (kind) {
    case 'sample':
      return prediction
    case 'epsilon':
      return divide(weightedSum(sample, 1, prediction, -deviation), signal)
    case 'v_prediction':
      return weightedSum(sample, signal, prediction, -deviation)
  }
}

/** Half the logarithm of signal to noise. */
function lambda(sigma: number): number {
  const { signal, deviation } = strengths(sigma)
  return round(round(Math.log(signal)) - round(Math.log(deviation)))
}

/** One step: first order from this prediction alone, second order with the one before it. */
function update(
  picture: Tensor,
  earlier: Tensor | null,
  sample: Tensor,
  sigmas: Float32Array,
  index: number,
  heun: boolean,
): Tensor {
  const [to, from] = [sigmas[index + 1]!, sigmas[index]!]
  const target = strengths(to)
  const h = round(lambda(to) - lambda(from))
  const shrink = round(round(Math.exp(-h)) - 1)
  const gain = round(target.signal * shrink)
  const first = weightedSum(sample, target.deviation / strengths(from).deviation, picture, -gain)
  if (earlier === null) return first
  const ratio = round(round(lambda(from) - lambda(sigmas[index - 1]!)) / h)
  const slope = scale(weightedSum(picture, 1, earlier, -1), 1 / ratio)
  const weight = heun ? round(target.signal * round(round(shrink / h) + 1)) : round(-0.5 * gain)
  return weightedSum(first, 1, slope, weight)
}
