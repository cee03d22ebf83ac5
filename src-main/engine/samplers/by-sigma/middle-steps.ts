import { numpyLog } from '../schedules/numpy-log.ts'
import { readRamp } from '../schedules/ramps.ts'
import { stepBelow, type TrainingLevels } from '../schedules/sigmas.ts'
import { roundHalfEven } from '../schedules/spacing.ts'
import type { ClassDefaults, CommonSettings, RawConfig } from '../settings.ts'
import { spacedLevels } from './sigma-steps.ts'

const round = Math.fround

/** What both DPM2 samplers share: a second question at a level in the middle of a step. */

export const secondOrder: ClassDefaults = {
  spacing: 'linspace',
  predictions: ['epsilon', 'v_prediction'],
  betas: [0.00085, 0.012, 'linear'],
  overlooksZeroSnr: true,
}

/** As `spacedLevels`; Karras's timesteps are rounded. */
export function spacedForMiddles(
  config: RawConfig,
  settings: CommonSettings,
  steps: number,
  training: TrainingLevels,
): ReturnType<typeof spacedLevels> {
  const { timesteps, levels } = spacedLevels(config, settings, steps, training)
  return { timesteps: readRamp(config) === 'karras' ? timesteps.map(roundHalfEven) : timesteps, levels }
}

/** The level half-way from `a` to `b` in the logarithm, in float32 as `torch.lerp` counts it: from the end. */
export function middleLevel(a: number, b: number): number {
  const [from, to] = [round(Math.log(a)), round(Math.log(b))]
  return round(Math.exp(round(to - round(round(to - from) * 0.5))))
}

/** Timesteps with those of the middle levels between them; the last step has none. */
export function betweenSteps(
  timesteps: readonly number[],
  middles: Float32Array,
  logs: Float32Array,
): number[] {
  return timesteps.flatMap((timestep, i) =>
    i === timesteps.length - 1
      ? [round(timestep)]
      : [round(timestep), round(timestepInSingle(middles[i]!, logs))],
  )
}

/** As `timestepOfSigma`, but in float32 throughout: torch has these levels as tensors. */
function timestepInSingle(sigma: number, logs: Float32Array): number {
  const logSigma = numpyLog(Math.max(sigma, 1e-10))
  const low = stepBelow(logSigma, logs)
  const weight = round(round(logs[low]! - logSigma) / round(logs[low]! - logs[low + 1]!))
  const held = Math.min(Math.max(weight, 0), 1)
  return round(round(round(1 - held) * low) + round(held * (low + 1)))
}
