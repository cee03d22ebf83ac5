import type { SamplerName, ScheduleName } from '#shared/entities/generation-request.ts'
import { VersoError } from '#shared/errors.ts'
import { createDdim } from './ddim.ts'
import { createDpmpp2m } from './dpmpp-2m.ts'
import { createEulerAncestral } from './euler-a.ts'
import { createEuler } from './euler.ts'
import type { Sampler } from './sampler.ts'
import { UnsupportedScheduler, type RawConfig } from './settings.ts'

interface Entry {
  /** diffusers' class that it equals. */
  readonly className: string
  readonly create: (config: RawConfig, steps: number) => Sampler
  /** Fields that the sampler's name itself says, whatever the model's config has. */
  readonly fixed: RawConfig
  readonly hasKarras: boolean
}

const samplers: Readonly<Record<SamplerName, Entry>> = {
  ddim: { className: 'DDIMScheduler', create: createDdim, fixed: {}, hasKarras: false },
  euler: { className: 'EulerDiscreteScheduler', create: createEuler, fixed: {}, hasKarras: true },
  'euler-a': {
    className: 'EulerAncestralDiscreteScheduler',
    create: createEulerAncestral,
    fixed: {},
    hasKarras: false,
  },
  'dpmpp-2m': {
    className: 'DPMSolverMultistepScheduler',
    create: createDpmpp2m,
    fixed: { algorithm_type: 'dpmsolver++', solver_order: 2 },
    hasKarras: true,
  },
}

export interface SamplerChoice {
  readonly name: SamplerName
  /** A fresh sampler for one picture. */
  readonly create: () => Sampler
}

/**
 * The sampler that was asked for, or the model's own. Fields come from the model's `scheduler_config.json`, absent
 * ones from the defaults of the sampler's class, as diffusers' `from_config` takes them. Throws `model-unsupported`
 * where the config asks for what is not built, `bad-request` where sampler and schedule do not go together.
 */
export function chooseSampler(
  config: RawConfig,
  wanted: { sampler: SamplerName | null; schedule: ScheduleName | null; steps: number },
): SamplerChoice {
  const name = wanted.sampler ?? ownSampler(config)
  const entry = samplers[name]
  const fields = {
    ...config,
    ...pipelineFields,
    ...(wanted.sampler === null ? {} : entry.fixed),
    ...scheduleFields(name, entry, wanted.schedule),
  }
  const create = (): Sampler => orVersoError(() => entry.create(fields, wanted.steps))
  create()
  return { name, create }
}

/** What every Stable Diffusion pipeline of diffusers sets in its scheduler's config, whatever stood there. */
const pipelineFields: RawConfig = { steps_offset: 1, clip_sample: false }

function ownSampler(config: RawConfig): SamplerName {
  const className = String(config['_class_name'])
  const own = names().find((name) => samplers[name].className === className)
  if (own !== undefined) return own
  const known = names().map((name) => `${name} (${samplers[name].className})`)
  throw new VersoError(
    'model-unsupported',
    `The model's own sampler is ${className}, which is not built yet. Choose one of ${known.join(', ')}, for example --sampler ddim.`,
    { subject: className },
  )
}

function names(): SamplerName[] {
  return Object.keys(samplers) as SamplerName[]
}

function scheduleFields(name: SamplerName, entry: Entry, schedule: ScheduleName | null): RawConfig {
  if (schedule === null) return {}
  const plain = { use_karras_sigmas: false, use_exponential_sigmas: false, use_beta_sigmas: false }
  switch (schedule) {
    case 'normal':
      return plain
    case 'sgm-uniform':
    case 'simple':
      return { ...plain, timestep_spacing: 'trailing' }
    case 'karras':
      if (entry.hasKarras) return { ...plain, use_karras_sigmas: true }
      throw new VersoError(
        'bad-request',
        `The ${name} sampler has no karras schedule. Choose euler or dpmpp-2m with it, or another schedule.`,
        { subject: 'schedule' },
      )
  }
}

function orVersoError(create: () => Sampler): Sampler {
  try {
    return create()
  } catch (error) {
    if (!(error instanceof UnsupportedScheduler)) throw error
    const message = `${error.message} Choose another sampler, for example --sampler ddim.`
    throw new VersoError('model-unsupported', message, { cause: error })
  }
}
