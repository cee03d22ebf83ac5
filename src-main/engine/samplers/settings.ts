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

/** Fields that every scheduler of diffusers has, with the defaults that its classes share. */
export interface CommonSettings {
  readonly trainSteps: number
  readonly betaStart: number
  readonly betaEnd: number
  readonly betaSchedule: 'linear' | 'scaled_linear' | 'squaredcos_cap_v2'
  readonly trainedBetas: readonly number[] | null
  readonly prediction: Prediction
  readonly spacing: Spacing
  readonly stepsOffset: number
  readonly zeroTerminalSnr: boolean
}

/** Reads one config with type checks: an absent or null field is the class's default, as in diffusers' `from_config`. */
export function readFields(config: RawConfig) {
  const fail = (name: string, wanted: string): never => {
    const value = JSON.stringify(config[name])
    throw new UnsupportedScheduler(`The scheduler's ${name} is ${value}; Verso knows ${wanted} here.`)
  }
  const read = (name: string): unknown => config[name] ?? undefined
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
    numbers(name: string): readonly number[] | null {
      const value = read(name) ?? null
      if (value === null) return null
      const valid = Array.isArray(value) && value.every((x): x is number => typeof x === 'number')
      return valid ? value : fail(name, 'a list of numbers')
    },
    /** Refuses what is switched on by a field and not built. */
    unbuilt(name: string): void {
      if (read(name) === true) fail(name, 'only false')
    },
  }
}

/** The fields that all share. `spacing` is the one default that differs by class. */
export function readCommon(
  config: RawConfig,
  spacing: Spacing,
  predictions: readonly Prediction[],
): CommonSettings {
  const fields = readFields(config)
  return {
    trainSteps: fields.number('num_train_timesteps', 1000),
    betaStart: fields.number('beta_start', 0.0001),
    betaEnd: fields.number('beta_end', 0.02),
    betaSchedule: fields.choice('beta_schedule', 'linear', ['linear', 'scaled_linear', 'squaredcos_cap_v2']),
    trainedBetas: fields.numbers('trained_betas'),
    prediction: fields.choice('prediction_type', 'epsilon', predictions),
    spacing: fields.choice('timestep_spacing', spacing, ['leading', 'trailing', 'linspace']),
    stepsOffset: fields.number('steps_offset', 0),
    zeroTerminalSnr: fields.flag('rescale_betas_zero_snr', false),
  }
}
