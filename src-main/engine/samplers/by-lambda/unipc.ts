import { weightedSum, divide, scale } from '#engine/tensor/arithmetic.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import type { Sampler } from '../sampler.ts'
import { readFinal } from '../schedules/sigmas.ts'
import { readCommon, readFields, UnsupportedScheduler, type RawConfig } from '../settings.ts'
import { addNoiseAt, lambda, noiseAt, pictureAt, strengths } from './lambda-steps.ts'
import { solverLevels } from './solver-levels.ts'
import { solveLinear } from './solve-linear.ts'

const round = Math.fround

interface Solver {
  readonly order: number
  readonly lowers: boolean
  readonly onPictures: boolean
  readonly isBh1: boolean
  readonly uncorrected: readonly number[]
}

/**
 * UniPC, as diffusers' `UniPCMultistepScheduler`: each step is predicted from the outputs before, and corrected when
 * the next output is known. Source: Zhao et al., "UniPC", 2023, algorithms 1 and 2.
 */
export function createUniPc(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, { spacing: 'linspace' })
  const solver = readSolver(config)
  const last = readFinal(config) === 'zero' ? 'zero' : 'repeated'
  const { timesteps, sigmas } = solverLevels(config, settings, steps, { last })
  const convert = solver.onPictures ? pictureAt : noiseAt
  let outputs: readonly Tensor[] = []
  let before: { sample: Tensor; order: number } | null = null
  return {
    timesteps,
    order: 1,
    initialDeviation: 1,
    scaleInput: (sample) => sample,
    step(prediction, index, sample) {
      const output = convert(settings.prediction, prediction, sample, sigmas[index]!)
      const isCorrected = before !== null && !solver.uncorrected.includes(index - 1)
      const corrected =
        before !== null && isCorrected
          ? advance(solver, before.sample, outputs, { sigmas, index: index - 1, order: before.order, output })
          : sample
      outputs = [output, ...outputs].slice(0, solver.order)
      const most = solver.lowers ? timesteps.length - index : solver.order
      const order = Math.min(most, outputs.length)
      before = { sample: corrected, order }
      return advance(solver, corrected, outputs, { sigmas, index, order, output: null })
    },
    addNoise: (original, noise, index) => addNoiseAt(original, noise, sigmas[index]!),
  }
}

function readSolver(config: RawConfig): Solver {
  const fields = readFields(config)
  fields.unbuilt('thresholding')
  if (config['solver_p'] !== undefined && config['solver_p'] !== null) {
    throw new UnsupportedScheduler('The scheduler names a solver_p, and Verso knows none.')
  }
  const form = fields.choice('solver_type', 'bh2', ['bh1', 'bh2', 'midpoint', 'heun', 'logrho'])
  return {
    order: fields.order('solver_order', 2, [1, 2, 3]),
    lowers: fields.flag('lower_order_final', true),
    onPictures: fields.flag('predict_x0', true),
    isBh1: form === 'bh1',
    uncorrected: fields.numbers('disable_corrector') ?? [],
  }
}

interface Leg {
  readonly sigmas: Float32Array
  /** The step from this level to the next. */
  readonly index: number
  readonly order: number
  /** The output at the next level, when it is known: then the step is corrected by it. */
  readonly output: Tensor | null
}

/** One step, predicted or corrected, from `sample` along `outputs`, latest first, the first that of the step's start. */
function advance(
  { onPictures, isBh1 }: Solver,
  sample: Tensor,
  outputs: readonly Tensor[],
  { sigmas, index, order, output }: Leg,
): Tensor {
  const [from, to] = [sigmas[index]!, sigmas[index + 1]!]
  const [start, end] = [strengths(from), strengths(to)]
  const h = round(lambda(to) - lambda(from))
  const latest = outputs[0]!
  const ratios = Array.from({ length: order - 1 }, (_, i) =>
    round(round(lambda(sigmas[index - i - 1]!) - lambda(from)) / h),
  )
  const slopes = ratios.map((ratio, i) => divide(weightedSum(outputs[i + 1]!, 1, latest, -1), ratio))
  const step = onPictures ? -h : h
  const growth = round(Math.expm1(step))
  const scaleOfStep = isBh1 ? step : growth
  const target = onPictures ? end.signal : end.deviation
  const keep = onPictures ? end.deviation / start.deviation : end.signal / start.signal
  const plain = weightedSum(sample, keep, latest, -round(target * growth))
  const known = output === null ? slopes : [...slopes, weightedSum(output, 1, latest, -1)]
  if (known.length === 0) return plain
  const weights = weightsOf(ratios, step, growth, scaleOfStep, output !== null)
  const parts = known.map((slope, k) => scale(slope, weights[k]!))
  const bend = parts.reduce((sum, part) => weightedSum(sum, 1, part, 1))
  return weightedSum(plain, 1, bend, -round(target * scaleOfStep))
}

/** Weights of the slopes: a linear system, except that the lowest orders have ½. */
function weightsOf(
  ratios: readonly number[],
  step: number,
  growth: number,
  scaleOfStep: number,
  corrects: boolean,
): readonly number[] {
  const size = ratios.length + (corrects ? 1 : 0)
  if (size === 1) return [0.5]
  const nodes = corrects ? [...ratios, 1] : ratios
  const matrix = Array.from({ length: size }, (_, power) => nodes.map((node) => round(node ** power)))
  let factorial = 1
  let phi = round(round(growth / step) - 1)
  const wanted = Array.from({ length: size }, (_, i) => {
    const value = round(round(phi * factorial) / scaleOfStep)
    factorial *= i + 2
    phi = round(round(phi / step) - round(1 / factorial))
    return value
  })
  return solveLinear(matrix, wanted)
}
