/** `scheduler_config.json` as it was read. */
export type RawConfig = Readonly<Record<string, unknown>>

/** A scheduler config that no sampler here can follow; the message names the field, its value and the way out. */
export class UnsupportedScheduler extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnsupportedScheduler'
  }
}

export type Prediction = 'epsilon' | 'v_prediction' | 'sample'
export type Spacing = 'leading' | 'trailing' | 'linspace'
export type BetaSchedule = 'linear' | 'scaled_linear' | 'squaredcos_cap_v2'

/** Fields that every scheduler of diffusers has. */
export interface CommonSettings {
  readonly trainSteps: number
  readonly betaStart: number
  readonly betaEnd: number
  readonly betaSchedule: BetaSchedule
  readonly trainedBetas: readonly number[] | null
  readonly prediction: Prediction
  readonly spacing: Spacing
  readonly stepsOffset: number
  readonly zeroTerminalSnr: boolean
}

/** What differs from class to class of diffusers: the defaults, the predictions known, and what a class overlooks. */
export interface ClassDefaults {
  readonly spacing: Spacing
  readonly predictions?: readonly Prediction[]
  /** First and last beta and their course; else 0.0001, 0.02, linear. */
  readonly betas?: readonly [start: number, end: number, course: BetaSchedule]
  /** The class doesn't have `rescale_betas_zero_snr` and goes on without it. */
  readonly overlooksZeroSnr?: true
}

/** Reads one config with type checks: an absent or null field is the class's default, as in diffusers' `from_config`. */
export function readFields(config: RawConfig) {
  const fail = (name: string, wanted: string): never => {
    const value = JSON.stringify(config[name])
    throw new UnsupportedScheduler(`The scheduler's ${name} is ${value}; Verso knows ${wanted} here.`)
  }
  const read = (name: string): unknown => config[name] ?? undefined
  const numbers = (name: string): readonly number[] | null => {
    const value = read(name) ?? null
    if (value === null) return null
    const valid = Array.isArray(value) && value.every((x): x is number => typeof x === 'number')
    return valid ? value : fail(name, 'a list of numbers')
  }
  return {
    number(name: string, fallback: number): number {
      const value = read(name) ?? fallback
      return typeof value === 'number' ? value : fail(name, 'numbers')
    },
    flag(name: string, fallback: boolean): boolean {
      const value = read(name) ?? fallback
      return typeof value === 'boolean' ? value : fail(name, 'true or false')
    },
    choice<T extends string>(name: string, fallback: T, known: readonly T[]): T {
      const value = read(name) ?? fallback
      return known.find((option) => option === value) ?? fail(name, known.join(', '))
    },
    /** One of a few whole numbers. */
    order(name: string, fallback: number, known: readonly number[]): number {
      const value = read(name) ?? fallback
      return known.find((option) => option === value) ?? fail(name, known.join(', '))
    },
    numbers,
    /** Refuses what is switched on by a field and not built. */
    unbuilt(name: string): void {
      if (read(name) === true) fail(name, 'only false')
    },
  }
}

/** The fields that all share. */
export function readCommon(config: RawConfig, own: ClassDefaults): CommonSettings {
  const fields = readFields(config)
  const [start, end, course] = own.betas ?? [0.0001, 0.02, 'linear']
  const predictions = own.predictions ?? ['epsilon', 'v_prediction', 'sample']
  return {
    trainSteps: fields.number('num_train_timesteps', 1000),
    betaStart: fields.number('beta_start', start),
    betaEnd: fields.number('beta_end', end),
    betaSchedule: fields.choice('beta_schedule', course, ['linear', 'scaled_linear', 'squaredcos_cap_v2']),
    trainedBetas: fields.numbers('trained_betas'),
    prediction: fields.choice('prediction_type', 'epsilon', predictions),
    spacing: fields.choice('timestep_spacing', own.spacing, ['leading', 'trailing', 'linspace']),
    stepsOffset: fields.number('steps_offset', 0),
    zeroTerminalSnr: own.overlooksZeroSnr === undefined && fields.flag('rescale_betas_zero_snr', false),
  }
}

/** The bound that clips predicted pictures, or null. */
export function readClip(config: RawConfig, fallback: boolean): number | null {
  const fields = readFields(config)
  fields.unbuilt('thresholding')
  return fields.flag('clip_sample', fallback) ? fields.number('clip_sample_range', 1) : null
}
