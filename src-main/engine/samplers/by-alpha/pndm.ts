import { divide, scale, weightedSum } from '#engine/tensor/arithmetic.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import { torchRoot } from '#engine/tensor/torch-root.ts'
import type { Sampler } from '../sampler.ts'
import { cumulativeAlphas } from '../schedules/alphas.ts'
import { roundedSteps } from '../schedules/spacing.ts'
import {
  readCommon,
  readFields,
  UnsupportedScheduler,
  type CommonSettings,
  type RawConfig,
} from '../settings.ts'
import { alphaAt, blend, noiseOf } from './alpha-steps.ts'

const round = Math.fround

/** One move of the sample: from the timestep `at` to `to`, along the direction. */
interface Move {
  readonly sample: Tensor
  readonly at: number
  readonly to: number
  readonly direction: Tensor
}

/**
 * Pseudo linear multistep, as diffusers' `PNDMScheduler`. The first steps are Runge and Kutta's, four questions each,
 * or with `skip_prk_steps` (Stable Diffusion) one step taken twice. How far it is counts from where it started, so
 * that image to image starts its history anew, as there.
 * Source: Liu et al., "Pseudo numerical methods for diffusion models on manifolds", 2022.
 */
export function createPndm(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, {
    spacing: 'leading',
    predictions: ['epsilon', 'v_prediction'],
    overlooksZeroSnr: true,
  })
  const fields = readFields(config)
  const alphas = cumulativeAlphas(settings)
  const lastAlpha = fields.flag('set_alpha_to_one', false) ? 1 : alphas[0]!
  const stride = Math.floor(settings.trainSteps / steps)
  const { start, rest } = fields.flag('skip_prk_steps', false)
    ? { start: [], rest: takenTwice(roundedSteps(settings, steps)) }
    : rungeKuttaFirst(settings, steps)
  const timesteps = [...start, ...rest]
  const nextMove = start.length > 0 ? createRungeKutta(start, stride) : createMultistep(stride, [])
  return {
    timesteps,
    order: 1,
    initialDeviation: 1,
    scaleInput: (sample) => sample,
    step: (prediction, index, sample) => {
      const move = nextMove(prediction, timesteps[index]!, sample)
      const after = move.to >= 0 ? alphaAt(alphas, move.to) : lastAlpha
      return carry(settings, move, alphaAt(alphas, move.at), after)
    },
    addNoise: (original, noise, index) => blend(original, noise, alphaAt(alphas, timesteps[index]!)),
  }
}

/** The second step stands twice: the first is taken again with the mean of both directions. */
function takenTwice(descending: readonly number[]): number[] {
  return [...descending.slice(0, 2), ...descending.slice(1)]
}

function rungeKuttaFirst(settings: CommonSettings, steps: number): { start: number[]; rest: number[] } {
  if (steps < 4) {
    throw new UnsupportedScheduler(
      `PNDM's first steps are Runge and Kutta's (skip_prk_steps is not set), which need 4 steps or more, not ${steps}.`,
    )
  }
  const descending = roundedSteps(settings, steps)
  const half = Math.floor(Math.floor(settings.trainSteps / steps) / 2)
  const halves = descending.slice(0, 4).flatMap((timestep) => [timestep + half, timestep])
  const start = halves.slice(1).flatMap((timestep) => [timestep, timestep])
  return { start: start.slice(1, -1), rest: descending.slice(3) }
}

type NextMove = (prediction: Tensor, timestep: number, sample: Tensor) => Move

/** Four questions a step: at its start, twice in its middle, and at its end; then on as multistep. */
function createRungeKutta(start: readonly number[], stride: number): NextMove {
  const weights = [1 / 6, 1 / 3, 1 / 3, 1 / 6]
  const firsts: Tensor[] = []
  let [taken, sum, from]: [number, Tensor | null, Tensor | null] = [0, null, null]
  let multistep: NextMove | null = null
  return (prediction, timestep, sample) => {
    if (taken === start.length) {
      multistep ??= createMultistep(stride, firsts, taken)
      return multistep(prediction, timestep, sample)
    }
    const quarter = taken % 4
    const part = scale(prediction, weights[quarter]!)
    const total: Tensor = quarter === 0 || sum === null ? part : weightedSum(sum, 1, part, 1)
    if (quarter === 0) {
      firsts.push(prediction)
      from = sample
    }
    sum = total
    const at = start[taken - quarter]!
    const to = timestep - (taken % 2 === 1 ? 0 : Math.floor(stride / 2))
    taken++
    return { sample: from ?? sample, at, to, direction: quarter === 3 ? total : prediction }
  }
}

/** Adams and Bashforth's directions from up to four predictions; `taken` steps have gone before. */
function createMultistep(stride: number, before: readonly Tensor[], taken = 0): NextMove {
  let history = [...before]
  let first: Tensor | null = null
  return (prediction, timestep, sample) => {
    const isRepeat = taken === 1
    if (!isRepeat) history = [...history.slice(-3), prediction]
    const isStart = taken === 0
    taken++
    if (isStart) first = sample
    if (!isRepeat) {
      return { sample, at: timestep, to: timestep - stride, direction: adamsBashforth(history) }
    }
    const direction = divide(weightedSum(prediction, 1, history[history.length - 1]!, 1), 2)
    return { sample: first ?? sample, at: timestep + stride, to: timestep, direction }
  }
}

function adamsBashforth(history: readonly Tensor[]): Tensor {
  const [latest, second, third, fourth] = [...history].reverse() as [Tensor, Tensor?, Tensor?, Tensor?]
  if (second === undefined) return latest
  if (third === undefined) return divide(weightedSum(latest, 3, second, -1), 2)
  if (fourth === undefined) return divide(weightedSum(weightedSum(latest, 23, second, -16), 1, third, 5), 12)
  const sum = weightedSum(weightedSum(latest, 55, second, -59), 1, third, 37)
  return scale(weightedSum(sum, 1, fourth, -9), 1 / 24)
}

/** Equation 9 of the paper. */
function carry(
  { prediction }: CommonSettings,
  { sample, direction }: Move,
  alpha: number,
  after: number,
): Tensor {
  const [rest, restAfter] = [round(1 - alpha), round(1 - after)]
  const noise = prediction === 'v_prediction' ? noiseOf(prediction, direction, sample, alpha) : direction
  const keep = torchRoot(round(after / alpha))
  const mixed = torchRoot(round(round(alpha * rest) * after))
  const divisor = round(round(alpha * torchRoot(restAfter)) + mixed)
  return weightedSum(sample, keep, divide(scale(noise, round(after - alpha)), divisor), -1)
}
