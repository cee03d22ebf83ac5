import type { Sampler } from '../sampler.ts'
import type { RawConfig } from '../settings.ts'
import { createMultistep } from './multistep.ts'

/** DPM-Solver++ (2M) with fresh noise, as diffusers' `DPMSolverMultistepScheduler` with `sde-dpmsolver++`. */
export function createDpmpp2mSde(config: RawConfig, steps: number): Sampler {
  return createMultistep({ ...config, algorithm_type: 'sde-dpmsolver++' }, steps)
}
