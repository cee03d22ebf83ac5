import type { SamplerName, ScheduleName } from '#shared/entities/generation-request.ts'
import { createDdim } from './by-alpha/ddim.ts'
import { createDdpm } from './by-alpha/ddpm.ts'
import { createLcm } from './by-alpha/lcm.ts'
import { createPndm } from './by-alpha/pndm.ts'
import { createTcd } from './by-alpha/tcd.ts'
import { createDeis } from './by-lambda/deis.ts'
import { createDpmpp2mSde } from './by-lambda/dpmpp-2m-sde.ts'
import { createDpmpp2m } from './by-lambda/dpmpp-2m.ts'
import { createDpmppSde } from './by-lambda/dpmpp-sde.ts'
import { createUniPc } from './by-lambda/unipc.ts'
import { createDpm2Ancestral } from './by-sigma/dpm2-a.ts'
import { createDpm2 } from './by-sigma/dpm2.ts'
import { createEulerAncestral } from './by-sigma/euler-a.ts'
import { createEuler } from './by-sigma/euler.ts'
import { createHeun } from './by-sigma/heun.ts'
import { createLms } from './by-sigma/lms.ts'
import type { CreateSampler } from './sampler.ts'
import type { RawConfig } from './settings.ts'

export interface SamplerEntry {
  /** diffusers' class that it equals. */
  readonly className: string
  readonly create: CreateSampler
  /** Fields that the sampler's name itself says, whatever the model's config has. */
  readonly says: RawConfig
  readonly schedules: readonly ScheduleName[]
}

const ramped: readonly ScheduleName[] = ['karras', 'exponential', 'beta']
const spaced: readonly ScheduleName[] = ['sgm-uniform', 'simple']
const onlyOwn: readonly ScheduleName[] = ['normal']
const bySpacing: readonly ScheduleName[] = ['normal', ...spaced]
const byRamp: readonly ScheduleName[] = ['normal', ...ramped]
const every: readonly ScheduleName[] = ['normal', ...ramped, ...spaced]

function entry(
  className: string,
  create: CreateSampler,
  schedules: readonly ScheduleName[],
  says: RawConfig = {},
): SamplerEntry {
  return { className, create, schedules, says }
}

/** Every sampler, with the schedules that diffusers' class of it has. */
export const catalogue: Readonly<Record<SamplerName, SamplerEntry>> = {
  ddim: entry('DDIMScheduler', createDdim, bySpacing),
  ddpm: entry('DDPMScheduler', createDdpm, bySpacing),
  pndm: entry('PNDMScheduler', createPndm, bySpacing),
  euler: entry('EulerDiscreteScheduler', createEuler, every),
  'euler-a': entry('EulerAncestralDiscreteScheduler', createEulerAncestral, bySpacing),
  heun: entry('HeunDiscreteScheduler', createHeun, every),
  lms: entry('LMSDiscreteScheduler', createLms, every),
  dpm2: entry('KDPM2DiscreteScheduler', createDpm2, every),
  'dpm2-a': entry('KDPM2AncestralDiscreteScheduler', createDpm2Ancestral, every),
  'dpmpp-2m': entry('DPMSolverMultistepScheduler', createDpmpp2m, every, { algorithm_type: 'dpmsolver++' }),
  'dpmpp-2m-sde': entry('DPMSolverMultistepScheduler', createDpmpp2mSde, every),
  'dpmpp-sde': entry('DPMSolverSinglestepScheduler', createDpmppSde, byRamp),
  unipc: entry('UniPCMultistepScheduler', createUniPc, every),
  deis: entry('DEISMultistepScheduler', createDeis, every),
  lcm: entry('LCMScheduler', createLcm, onlyOwn),
  tcd: entry('TCDScheduler', createTcd, onlyOwn),
}

export const catalogued = Object.keys(catalogue) as readonly SamplerName[]

/** The sampler that equals the scheduler of a model's config; undefined where there is none. */
export function samplerOfConfig(config: RawConfig): SamplerName | undefined {
  const name = catalogued.find((each) => catalogue[each].className === config['_class_name'])
  return name === 'dpmpp-2m' && config['algorithm_type'] === 'sde-dpmsolver++' ? 'dpmpp-2m-sde' : name
}
