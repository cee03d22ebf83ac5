import type { UnetConfig } from '../graph/unet-config.ts'
import type { Family } from './family.ts'
import type { StoredScheduler } from './scheduler-config.ts'

export interface RunDefaults {
  readonly steps: number
  readonly guidanceScale: number
}

const large = { steps: 30, guidanceScale: 5 }
const usual: Readonly<Record<Family, RunDefaults>> = {
  starter: { steps: 20, guidanceScale: 7.5 },
  sd1: { steps: 20, guidanceScale: 7.5 },
  sd2: { steps: 20, guidanceScale: 7.5 },
  sdxl: large,
  'sdxl-refiner': large,
}

/** What a model that says nothing of its own is run with; those made for few steps are told by their configs. */
export function usualDefaults(family: Family, unet: UnetConfig, scheduler: StoredScheduler): RunDefaults {
  if (unet.time_cond_proj_dim) return { steps: 4, guidanceScale: 8.5 }
  if (scheduler._class_name === 'LCMScheduler') return { steps: 4, guidanceScale: 1 }
  return isDistilled(scheduler) ? { steps: 4, guidanceScale: 0 } : usual[family]
}

/** Turbo and Lightning models predict noise from the last timestep on; others that start there predict velocity. */
function isDistilled(scheduler: StoredScheduler): boolean {
  const isEuler = /^Euler(Ancestral)?DiscreteScheduler$/.test(scheduler._class_name)
  const isTrailing = scheduler['timestep_spacing'] === 'trailing'
  const hasSignal = scheduler['rescale_betas_zero_snr'] !== true
  return isEuler && isTrailing && hasSignal && scheduler.prediction_type === 'epsilon'
}
