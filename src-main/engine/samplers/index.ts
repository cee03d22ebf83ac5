import type { SamplerName, ScheduleName } from '#shared/entities/generation-request.ts'
import { VersoError } from '#shared/errors.ts'
import { catalogue, catalogued, samplerOfConfig } from './catalogue.ts'
import type { Sampler } from './sampler.ts'
import { UnsupportedScheduler, type RawConfig } from './settings.ts'

export interface SamplerChoice {
  readonly name: SamplerName
  /** A fresh sampler for one picture. */
  readonly create: () => Sampler
}

/** What is asked of a sampler. `pipeline` is diffusers' pipeline that the run must equal; absent, Stable Diffusion's. */
export interface SamplerWish {
  readonly sampler: SamplerName | null
  readonly schedule: ScheduleName | null
  readonly steps: number
  readonly pipeline?: PipelineKind
}

export type PipelineKind = keyof typeof pipelineFields

/**
 * Fields that pipelines of diffusers set in their scheduler's config, whatever stood there: Stable Diffusion's from
 * text or picture, its inpainting, and others (SDXL, ControlNet, latent consistency), which leave it as it is.
 */
const pipelineFields = {
  'stable-diffusion': { steps_offset: 1, clip_sample: false },
  inpainting: { steps_offset: 1, skip_prk_steps: true },
  other: {},
} as const satisfies Record<string, RawConfig>

/**
 * The sampler that was asked for, or the model's own. Fields come from the model's `scheduler_config.json`, absent
 * ones from the defaults of the sampler's class, as diffusers' `from_config` takes them. Throws `model-unsupported`
 * where the config asks for what is not built, `bad-request` where sampler and schedule do not go together.
 */
export function chooseSampler(config: RawConfig, wanted: SamplerWish): SamplerChoice {
  const name = wanted.sampler ?? ownSampler(config)
  const { create: make, says } = catalogue[name]
  const fields = {
    ...config,
    ...pipelineFields[wanted.pipeline ?? 'stable-diffusion'],
    ...(wanted.sampler === null ? {} : says),
    ...scheduleFields(name, wanted.schedule),
  }
  const create = (): Sampler => orVersoError(() => make(fields, wanted.steps))
  create()
  return { name, create }
}

function ownSampler(config: RawConfig): SamplerName {
  const own = samplerOfConfig(config)
  if (own !== undefined) return own
  const className = String(config['_class_name'])
  const known = catalogued.map((name) => `${name} (${catalogue[name].className})`)
  throw new VersoError(
    'model-unsupported',
    `The model's own sampler is ${className}, which is not built yet. Choose one of ${known.join(', ')}, for example --sampler ddim.`,
    { subject: className },
  )
}

const plain = {
  use_karras_sigmas: false,
  use_exponential_sigmas: false,
  use_beta_sigmas: false,
  use_lu_lambdas: false,
} as const

const fieldsOfSchedule: Readonly<Record<ScheduleName, RawConfig>> = {
  normal: plain,
  karras: { ...plain, use_karras_sigmas: true },
  exponential: { ...plain, use_exponential_sigmas: true },
  beta: { ...plain, use_beta_sigmas: true },
  'sgm-uniform': { ...plain, timestep_spacing: 'trailing' },
  simple: { ...plain, timestep_spacing: 'trailing' },
}

function scheduleFields(name: SamplerName, schedule: ScheduleName | null): RawConfig {
  if (schedule === null) return {}
  if (catalogue[name].schedules.includes(schedule)) return fieldsOfSchedule[schedule]
  const able = catalogued.filter((each) => catalogue[each].schedules.includes(schedule))
  const message = `The ${name} sampler has no ${schedule} schedule; it has ${catalogue[name].schedules.join(', ')}.`
  throw new VersoError('bad-request', `${message} Choose one of ${able.join(', ')} with ${schedule}.`, {
    subject: 'schedule',
  })
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
