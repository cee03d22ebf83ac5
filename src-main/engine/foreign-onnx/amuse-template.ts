import { z } from 'zod'
import type { About } from '../models/about.ts'
import type { StoredScheduler } from '../models/scheduler-config.ts'

const Settings = z
  .looseObject({
    SchedulerType: z.string(),
    Steps: z.number().int().min(1).max(1000),
    Guidance: z.number().min(0).max(50),
    TimestepSpacing: z.string(),
    BetaSchedule: z.string(),
    BetaStart: z.number().positive().max(1),
    BetaEnd: z.number().positive().max(1),
    PredictionType: z.string(),
  })
  .partial()

/** `amuse_template.json`, which Amuse (OnnxStack) reads beside the networks in place of diffusers' configs. */
export const AmuseTemplate = z
  .looseObject({
    Name: z.string().min(1).max(200),
    LicenceType: z.string().min(1).max(200),
    StableDiffusionTemplate: z
      .looseObject({ SampleSize: z.number().int().min(8).max(16_384), SchedulerDefaults: Settings })
      .partial(),
  })
  .partial()
export type AmuseTemplate = z.infer<typeof AmuseTemplate>

const classes: Readonly<Record<string, string>> = {
  Euler: 'EulerDiscreteScheduler',
  EulerAncestral: 'EulerAncestralDiscreteScheduler',
  DDIM: 'DDIMScheduler',
}
const schedules: Readonly<Record<string, string>> = {
  Linear: 'linear',
  ScaledLinear: 'scaled_linear',
  SquaredCosCapV2: 'squaredcos_cap_v2',
}

export function aboutOf({ Name, LicenceType, StableDiffusionTemplate }: AmuseTemplate): About {
  const { Steps, Guidance } = StableDiffusionTemplate?.SchedulerDefaults ?? {}
  const defaults = {
    ...(Steps !== undefined && { steps: Steps }),
    ...(Guidance !== undefined && { guidance: Guidance }),
  }
  return {
    ...(Name !== undefined && { name: Name }),
    ...(LicenceType !== undefined && { licence: LicenceType }),
    defaults,
  }
}

/** diffusers' words for the settings; null where the template has none. */
export function schedulerOf({ StableDiffusionTemplate }: AmuseTemplate): StoredScheduler | null {
  const settings = StableDiffusionTemplate?.SchedulerDefaults
  if (settings === undefined) return null
  return {
    _class_name: classes[settings.SchedulerType ?? ''] ?? 'DDIMScheduler',
    prediction_type: settings.PredictionType === 'VariablePrediction' ? 'v_prediction' : 'epsilon',
    num_train_timesteps: 1000,
    beta_start: settings.BetaStart ?? 0.00085,
    beta_end: settings.BetaEnd ?? 0.012,
    beta_schedule: schedules[settings.BetaSchedule ?? ''] ?? 'scaled_linear',
    ...(settings.TimestepSpacing !== undefined && {
      timestep_spacing: settings.TimestepSpacing.toLowerCase(),
    }),
    steps_offset: 1,
    clip_sample: false,
    set_alpha_to_one: false,
  }
}
