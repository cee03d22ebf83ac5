import type { Sampler } from '../sampler.ts'
import type { RawConfig } from '../settings.ts'
import { createMultistep } from './multistep.ts'

/** DPM-Solver++ (2M), as diffusers' `DPMSolverMultistepScheduler` has it by default, or what the model's config says. */
export function createDpmpp2m(config: RawConfig, steps: number): Sampler {
  return createMultistep(config, steps)
}
