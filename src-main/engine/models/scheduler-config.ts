import { z } from 'zod'
import type { SamplerName } from '#shared/entities/generation-request.ts'
import { samplerOfConfig } from '../samplers/catalogue.ts'

/** `scheduler_config.json`; samplers read the rest of its fields as diffusers' `from_config` does. */
export const StoredScheduler = z.looseObject({
  _class_name: z.string().default('DDIMScheduler'),
  prediction_type: z.enum(['epsilon', 'v_prediction', 'sample']).default('epsilon'),
})
export type StoredScheduler = z.infer<typeof StoredScheduler>

/** The sampler of the scheduler's class; for those that Verso has not, DPM++ 2M, which needs the fewest steps. */
export function samplerOf(scheduler: StoredScheduler): SamplerName {
  return samplerOfConfig(scheduler) ?? 'dpmpp-2m'
}
