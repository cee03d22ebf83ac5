import { readFields, type CommonSettings, type RawConfig } from '../settings.ts'
import { cumulativeAlphasForSigmas, sigmasOf } from './alphas.ts'
import { numpyLog } from './numpy-log.ts'

/** Noise levels of a run: `sigmas` descends and has one entry more than `timesteps`, the level after the last step. */
export interface SigmaSchedule {
  readonly timesteps: readonly number[]
  readonly sigmas: Float32Array
}

/** Noise levels of the training steps, ascending, and their logarithms. */
export interface TrainingLevels {
  readonly levels: Float32Array
  readonly logs: Float32Array
}

export function trainingSigmas(settings: CommonSettings): TrainingLevels {
  const levels = sigmasOf(cumulativeAlphasForSigmas(settings))
  return { levels, logs: levels.map(numpyLog) }
}

/** The fractional timestep at which the training schedule has this sigma, linear between logarithms. */
export function timestepOfSigma(sigma: number, logSigmas: Float32Array): number {
  const logSigma = Math.log(Math.max(sigma, 1e-10))
  const low = stepBelow(logSigma, logSigmas)
  const weight = (logSigmas[low]! - logSigma) / (logSigmas[low]! - logSigmas[low + 1]!)
  const held = Math.min(Math.max(weight, 0), 1)
  return (1 - held) * low + held * (low + 1)
}

/** The last step whose logarithm is not above `logSigma`, but never the very last. */
export function stepBelow(logSigma: number, logSigmas: Float32Array): number {
  let low = 0
  while (low < logSigmas.length - 2 && logSigmas[low + 1]! <= logSigma) low++
  return low
}

/** Whether the level after the last step is zero or the lowest of training (`final_sigmas_type`). */
export function readFinal(config: RawConfig): 'zero' | 'sigma_min' {
  return readFields(config).choice('final_sigmas_type', 'zero', ['zero', 'sigma_min'])
}

/** The ends of a ramp: the config's own `sigma_max` and `sigma_min`, else those given. */
export function rampEnds(config: RawConfig, max: number, min: number): [max: number, min: number] {
  const fields = readFields(config)
  return [fields.number('sigma_max', max), fields.number('sigma_min', min)]
}
