import { readFields, UnsupportedScheduler, type RawConfig } from '../settings.ts'
import { betaQuantile } from './beta-quantile.ts'
import { numpyLog } from './numpy-log.ts'

/** A course of noise levels from the highest to the lowest, in as many steps. */
export type Ramp = (max: number, min: number, count: number) => number[]

/** How a config wants its noise levels spaced, instead of by timesteps. */
export type RampName = 'karras' | 'exponential' | 'beta' | 'lu'

export const ramps: Readonly<Record<RampName, Ramp>> = {
  /** Karras et al., "Elucidating the design space of diffusion-based generative models", 2022, equation 5, ρ = 7. */
  karras(max, min, count) {
    const [high, low] = [max ** (1 / 7), min ** (1 / 7)]
    return spread(count).map((part) => (high + part * (low - high)) ** 7)
  },
  /** Evenly in the logarithm. */
  exponential: evenInLog,
  /** Lee et al., "Beta sampling is all you need", 2024: quantiles of the beta distribution with α = β = 0.6. */
  beta: (max, min, count) =>
    spread(count).map((part) => min + betaQuantile(1 - part, 0.6, 0.6) * (max - min)),
  /** Lu et al., "DPM-Solver", 2022: evenly in the logarithm of signal to noise. */
  lu: (max, min, count) => {
    const [high, low] = [numpyLog(max), numpyLog(min)]
    return spread(count).map((part) => Math.exp(high + part * (low - high)))
  },
}

const fieldsOfRamps = {
  karras: 'use_karras_sigmas',
  exponential: 'use_exponential_sigmas',
  beta: 'use_beta_sigmas',
} as const

/** The spacing of levels that a config asks for, null for none. Refuses flows and two spacings at once. */
export function readRamp(config: RawConfig): Exclude<RampName, 'lu'> | null {
  const fields = readFields(config)
  fields.unbuilt('use_flow_sigmas')
  const names = Object.keys(fieldsOfRamps) as (keyof typeof fieldsOfRamps)[]
  const wanted = names.filter((name) => fields.flag(fieldsOfRamps[name], false))
  if (wanted.length < 2) return wanted[0] ?? null
  const asked = wanted.map((name) => fieldsOfRamps[name]).join(' and ')
  throw new UnsupportedScheduler(`The scheduler asks for ${asked}; only one of them can be.`)
}

function evenInLog(max: number, min: number, count: number): number[] {
  const [high, low] = [Math.log(max), Math.log(min)]
  const step = (low - high) / (count - 1)
  return Array.from({ length: count }, (_, i) =>
    Math.exp(i === 0 ? high : i === count - 1 ? low : high + i * step),
  )
}

/** `np.linspace(0, 1, count)` */
function spread(count: number): number[] {
  const step = 1 / (count - 1)
  return Array.from({ length: count }, (_, i) => (i === 0 ? 0 : i === count - 1 ? 1 : i * step))
}
