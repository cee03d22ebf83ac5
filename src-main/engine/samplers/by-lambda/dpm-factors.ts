import { scale, weightedSum } from '#engine/tensor/arithmetic.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import { torchRoot } from '#engine/tensor/torch-root.ts'
import { UnsupportedScheduler, readFields, type RawConfig } from '../settings.ts'
import { lambda, strengths } from './lambda-steps.ts'

const round = Math.fround

/** Whether a solver works on pictures (`++`) or on noise, and whether it adds fresh noise. */
export const algorithms = ['dpmsolver', 'dpmsolver++', 'sde-dpmsolver', 'sde-dpmsolver++'] as const
export type Algorithm = (typeof algorithms)[number]

/** What a step multiplies: the sample, the latest output, its slope in two forms, its curvature, and fresh noise. */
export interface StepFactors {
  readonly sample: number
  readonly output: number
  readonly midpoint: number
  readonly heun: number
  readonly curve: number
  readonly noise: number
}

/** Factors of a step between two noise levels, in float32. Source: Lu et al., "DPM-Solver++", 2022, appendix A. */
export function stepFactors(algorithm: Algorithm, from: number, to: number): StepFactors {
  return solvers[algorithm](strengths(from), strengths(to), round(lambda(to) - lambda(from)))
}

type Strengths = ReturnType<typeof strengths>
type Solver = (start: Strengths, end: Strengths, h: number) => StepFactors

const solvers: Readonly<Record<Algorithm, Solver>> = {
  'dpmsolver++'(start, end, h) {
    const decay = round(exp(-h) - 1)
    const output = round(end.signal * decay)
    return {
      sample: round(end.deviation / start.deviation),
      output: -output,
      midpoint: -round(0.5 * output),
      heun: round(end.signal * round(round(decay / h) + 1)),
      curve: -round(end.signal * round(round(round(decay + h) / round(h * h)) - 0.5)),
      noise: 0,
    }
  },
  dpmsolver(start, end, h) {
    const growth = round(exp(h) - 1)
    const output = round(end.deviation * growth)
    return {
      sample: round(end.signal / start.signal),
      output: -output,
      midpoint: -round(0.5 * output),
      heun: -round(end.deviation * round(round(growth / h) - 1)),
      curve: -round(end.deviation * round(round(round(growth - h) / round(h * h)) - 0.5)),
      noise: 0,
    }
  },
  'sde-dpmsolver++'(start, end, h) {
    const gone = round(1 - exp(-2 * h))
    const output = round(end.signal * gone)
    const double = round(2 * h)
    return {
      sample: round(round(end.deviation / start.deviation) * exp(-h)),
      output,
      midpoint: round(0.5 * output),
      heun: round(end.signal * round(round(gone / -double) + 1)),
      curve: round(end.signal * round(round(round(gone - double) / round(double * double)) - 0.5)),
      noise: round(end.deviation * torchRoot(gone)),
    }
  },
  'sde-dpmsolver'(start, end, h) {
    const growth = round(exp(h) - 1)
    const half = round(end.deviation * growth)
    return {
      sample: round(end.signal / start.signal),
      output: -round(2 * half),
      midpoint: -half,
      heun: -round(2 * round(end.deviation * round(round(growth / h) - 1))),
      curve: 0,
      noise: round(end.deviation * torchRoot(round(exp(2 * h) - 1))),
    }
  },
}

function exp(x: number): number {
  return round(Math.exp(round(x)))
}

/** What DPM solvers read alike. `orders` are those that are built. */
export function readSolver(config: RawConfig) {
  const fields = readFields(config)
  fields.unbuilt('thresholding')
  // Other solvers' names in a model's config stand for this one's own.
  const named = fields.choice('algorithm_type', 'dpmsolver++', [...algorithms, 'deis'])
  const form = fields.choice('solver_type', 'midpoint', ['midpoint', 'heun', 'logrho', 'bh1', 'bh2'])
  const algorithm: Algorithm = named === 'deis' ? 'dpmsolver++' : named
  const last = fields.choice('final_sigmas_type', 'zero', ['zero', 'sigma_min'])
  if (last === 'zero' && !algorithm.endsWith('++')) {
    throw new UnsupportedScheduler(
      `The scheduler's ${algorithm} needs final_sigmas_type sigma_min, not zero.`,
    )
  }
  return {
    algorithm,
    order: fields.order('solver_order', 2, algorithm === 'sde-dpmsolver' ? [1, 2] : [1, 2, 3]),
    slope: form === 'heun' ? ('heun' as const) : ('midpoint' as const),
    endsAtZero: last === 'zero',
  }
}

/** (a − b)·k */
export function difference(a: Tensor, b: Tensor, k: number): Tensor {
  return scale(weightedSum(a, 1, b, -1), k)
}
