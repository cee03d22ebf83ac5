import { cumulativeAlphasForSigmas, sigmasOf } from './alphas.ts'
import { readFields, type CommonSettings, type RawConfig } from './settings.ts'

/** Noise levels of a run: `sigmas` descends and has one entry more than `timesteps`, the level after the last step. */
export interface SigmaSchedule {
  readonly timesteps: readonly number[]
  readonly sigmas: Float32Array
}

/** Karras et al., "Elucidating the design space of diffusion-based generative models", 2022, equation 5, ρ = 7. */
export function karrasSigmas(max: number, min: number, count: number): number[] {
  const [high, low] = [max ** (1 / 7), min ** (1 / 7)]
  const ramp = (i: number): number => (count === 1 ? 0 : i / (count - 1))
  return Array.from({ length: count }, (_, i) => (high + ramp(i) * (low - high)) ** 7)
}

/** The fractional timestep at which the training schedule has this sigma, linear between logarithms. */
export function timestepOfSigma(sigma: number, logSigmas: Float32Array): number {
  const logSigma = Math.log(Math.max(sigma, 1e-10))
  let low = 0
  while (low < logSigmas.length - 2 && logSigmas[low + 1]! <= logSigma) low++
  const weight = (logSigmas[low]! - logSigma) / (logSigmas[low]! - logSigmas[low + 1]!)
  const held = Math.min(Math.max(weight, 0), 1)
  return (1 - held) * low + held * (low + 1)
}

/** Training sigmas, ascending, and their logarithms. */
export function trainingSigmas(settings: CommonSettings): { levels: Float32Array; logs: Float32Array } {
  const levels = sigmasOf(cumulativeAlphasForSigmas(settings))
  return { levels, logs: levels.map(Math.log) }
}

/** The level after the last step: none, or the lowest of training (`final_sigmas_type`). */
export function finalSigma(config: RawConfig, levels: Float32Array): number {
  const kind = readFields(config).choice('final_sigmas_type', 'zero', ['zero', 'sigma_min'])
  return kind === 'zero' ? 0 : levels[0]!
}

/** Refuses schedules of diffusers that are not built. */
export function refuseUnbuiltSchedules(config: RawConfig): void {
  const fields = readFields(config)
  for (const name of ['use_exponential_sigmas', 'use_beta_sigmas', 'use_lu_lambdas', 'use_flow_sigmas']) {
    fields.unbuilt(name)
  }
}
