import type { SamplerName, ScheduleName } from './generation-request.ts'

/**
 * AUTOMATIC1111's names of samplers, as diffusers' table of names pairs them with its schedulers. It has no names of
 * its own for the last four; other programs write those.
 */
export const automatic1111Samplers: Readonly<Record<SamplerName, string>> = {
  euler: 'Euler',
  'euler-a': 'Euler a',
  heun: 'Heun',
  lms: 'LMS',
  dpm2: 'DPM2',
  'dpm2-a': 'DPM2 a',
  'dpmpp-2m': 'DPM++ 2M',
  'dpmpp-2m-sde': 'DPM++ 2M SDE',
  'dpmpp-sde': 'DPM++ SDE',
  ddim: 'DDIM',
  pndm: 'PLMS',
  unipc: 'UniPC',
  lcm: 'LCM',
  ddpm: 'DDPM',
  deis: 'DEIS',
  tcd: 'TCD',
}

export const automatic1111Schedules: Readonly<Record<ScheduleName, string>> = {
  normal: 'Normal',
  karras: 'Karras',
  exponential: 'Exponential',
  beta: 'Beta',
  'sgm-uniform': 'SGM Uniform',
  simple: 'Simple',
}

/** Other spellings, of older versions and of programs that write the same text. */
const otherNames: Readonly<Record<string, SamplerName>> = {
  'euler ancestral': 'euler-a',
  'dpm2 ancestral': 'dpm2-a',
  pndm: 'pndm',
}

const otherSchedules: Readonly<Record<string, ScheduleName>> = { uniform: 'normal' }

export interface NamedSampling {
  /** Null: a sampler that Verso has not, or none named. */
  readonly sampler: SamplerName | null
  /** Null: the sampler's own, or one that Verso has not. */
  readonly schedule: ScheduleName | null
}

/**
 * The sampler and schedule that AUTOMATIC1111's `Sampler` and `Schedule type` name. Versions before 1.9 write both as
 * one name, such as “DPM++ 2M Karras”.
 */
export function namedByAutomatic1111(sampler: string, scheduleType?: string): NamedSampling {
  const schedule = scheduleType === undefined ? null : scheduleNamed(scheduleType)
  const whole = samplerNamed(sampler)
  if (whole !== null) return { sampler: whole, schedule }
  const split = /^(.*\S)\s+(\S+)$/.exec(sampler.trim())
  const suffix = split === null ? null : scheduleNamed(split[2] ?? '')
  if (split === null || suffix === null) return { sampler: null, schedule }
  return { sampler: samplerNamed(split[1] ?? ''), schedule: schedule ?? suffix }
}

function samplerNamed(text: string): SamplerName | null {
  return find(automatic1111Samplers, otherNames, text)
}

function scheduleNamed(text: string): ScheduleName | null {
  return find(automatic1111Schedules, otherSchedules, text)
}

function find<Name extends string>(
  names: Readonly<Record<Name, string>>,
  others: Readonly<Record<string, Name>>,
  text: string,
): Name | null {
  const wanted = text.trim().toLowerCase()
  const found = (Object.keys(names) as Name[]).find((name) => names[name].toLowerCase() === wanted)
  return found ?? (Object.hasOwn(others, wanted) ? (others[wanted] ?? null) : null)
}
