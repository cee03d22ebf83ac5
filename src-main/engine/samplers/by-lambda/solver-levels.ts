import { ramps, readRamp, type RampName } from '../schedules/ramps.ts'
import {
  rampEnds,
  timestepOfSigma,
  trainingSigmas,
  type SigmaSchedule,
  type TrainingLevels,
} from '../schedules/sigmas.ts'
import { interpolate, roundHalfEven, solverSteps } from '../schedules/spacing.ts'
import { readFields, type CommonSettings, type RawConfig } from '../settings.ts'

/** What the solvers in λ do differently when they lay out their steps. */
export interface SolverTraits {
  /** The level after the last step: none, training's lowest, or with a ramp the ramp's own last once more. */
  readonly last: 'zero' | 'lowest' | 'repeated'
  /** Heeds `lambda_min_clipped`. */
  readonly clips?: true
  /** Heeds `use_lu_lambdas`, and leaves timesteps of the cosine schedule unrounded. */
  readonly isMultistep?: true
}

/** Timesteps, whole numbers, and noise levels. A ramp goes over all of training, whatever the spacing. */
export function solverLevels(
  config: RawConfig,
  settings: CommonSettings,
  steps: number,
  traits: SolverTraits,
): SigmaSchedule {
  const training = trainingSigmas(settings)
  const { levels } = training
  const ramp = solverRamp(config, traits)
  if (ramp !== null) return rampedLevels(config, settings, steps, traits, { ramp, training })
  const usable = traits.clips === true ? usableSteps(config, levels) : levels.length
  const timesteps = solverSteps(settings, usable, steps)
  const last = traits.last === 'zero' ? 0 : levels[0]!
  return { timesteps, sigmas: Float32Array.from([...timesteps.map((t) => interpolate(t, levels)), last]) }
}

function solverRamp(config: RawConfig, traits: SolverTraits): RampName | null {
  const ramp = readRamp(config)
  if (traits.isMultistep === undefined || ramp === 'karras') return ramp
  return readFields(config).flag('use_lu_lambdas', false) ? 'lu' : ramp
}

function rampedLevels(
  config: RawConfig,
  { betaSchedule }: CommonSettings,
  steps: number,
  traits: SolverTraits,
  { ramp, training: { levels, logs } }: { ramp: RampName; training: TrainingLevels },
): SigmaSchedule {
  const own = [levels[levels.length - 1]!, levels[0]!] as const
  const spaced = ramps[ramp](...(ramp === 'lu' ? own : rampEnds(config, ...own)), steps)
  const keepsFractions = traits.isMultistep === true && betaSchedule === 'squaredcos_cap_v2'
  const rounds = (ramp === 'karras' || ramp === 'lu') && !keepsFractions
  const last = { zero: 0, lowest: levels[0]!, repeated: spaced[spaced.length - 1]! }[traits.last]
  return {
    timesteps: spaced.map((sigma) => {
      const timestep = timestepOfSigma(sigma, logs)
      return rounds ? roundHalfEven(timestep) : Math.trunc(timestep)
    }),
    sigmas: Float32Array.from([...spaced, last]),
  }
}

/** Training steps whose λ is not below `lambda_min_clipped`, which guards the cosine schedule's end. */
function usableSteps(config: RawConfig, levels: Float32Array): number {
  const limit = readFields(config).number('lambda_min_clipped', -Infinity)
  return levels.filter((sigma) => -Math.log(sigma) >= limit).length
}
