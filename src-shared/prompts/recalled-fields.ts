import { namedByAutomatic1111 } from '../entities/automatic1111-names.ts'
import { GenerationRequest, maxPictureSide } from '../entities/generation-request.ts'
import type { ParametersText } from './parameters-text.ts'

/** What can be taken over of a picture's text, by what an artist would ask for; a part that is absent says nothing. */
export interface RecalledParts {
  readonly prompt: Partial<Pick<GenerationRequest, 'prompt' | 'negativePrompt'>>
  readonly seed: Partial<Pick<GenerationRequest, 'seed' | 'noise'>>
  readonly size: Partial<Pick<GenerationRequest, 'width' | 'height'>>
  readonly settings: Partial<
    Pick<
      GenerationRequest,
      'steps' | 'guidanceScale' | 'sampler' | 'schedule' | 'strength' | 'clipSkip' | 'hires' | 'tiling'
    >
  >
  /** Fields that Verso cannot take over, as they stand there. */
  readonly unknown: readonly { readonly name: string; readonly value: string }[]
}

type Taken = { -readonly [K in keyof RecalledParts]: RecalledParts[K] }

/** Turns a picture's text into parts of a request; a value that Verso cannot hold is listed as unknown, not bent. */
export function recalledFields({ prompt, negativePrompt, fields }: ParametersText): RecalledParts {
  const taken: Taken = { prompt: { prompt, negativePrompt }, seed: {}, size: {}, settings: {}, unknown: [] }
  const used = new Set<string>()
  for (const [name, take] of Object.entries(takers)) {
    const value = fields.get(name)
    if (value !== undefined && take(taken, value, fields)) used.add(name)
  }
  if (used.has('Sampler') && taken.settings.schedule !== undefined) used.add('Schedule type')
  // What any other hires field says belongs to the pass that “Hires upscale” turns on.
  if (used.has('Hires upscale')) for (const name of ['Hires steps', 'Hires upscaler']) used.add(name)
  const unknown = [...fields].filter(([name]) => !used.has(name)).map(([name, value]) => ({ name, value }))
  return { ...taken, unknown }
}

type Taker = (taken: Taken, value: string, fields: ReadonlyMap<string, string>) => boolean

const shape = GenerationRequest.shape

/** One a field: takes its value over, or says that it cannot. */
const takers: Readonly<Record<string, Taker>> = {
  Seed: (taken, value) => {
    const seed = shape.seed.safeParse(numberOf(value))
    if (seed.success) taken.seed = { ...taken.seed, seed: seed.data }
    return seed.success
  },
  RNG: (taken, value) => {
    const noise = ({ CPU: 'torch', NV: 'philox' } as const)[value]
    if (noise !== undefined) taken.seed = { ...taken.seed, noise }
    return noise !== undefined
  },
  Size: (taken, value) => {
    const [, width = 0, height = 0] = (/^(\d+)\s*x\s*(\d+)$/.exec(value) ?? []).map(Number)
    const fits = [width, height].every((side) => side >= 64 && side <= maxPictureSide && side % 8 === 0)
    if (fits) taken.size = { width, height }
    return fits
  },
  Steps: setting('steps', numberOf),
  'CFG scale': setting('guidanceScale', numberOf),
  'Denoising strength': setting('strength', numberOf),
  'Clip skip': setting('clipSkip', (value) => numberOf(value) - 1),
  Sampler: (taken, value, fields) => {
    const { sampler, schedule } = namedByAutomatic1111(value, fields.get('Schedule type'))
    const named = fields.get('Schedule type')
    if (sampler === null) return false
    const isKnown = named === undefined || named === 'Automatic' || schedule !== null
    taken.settings = { ...taken.settings, sampler, ...(isKnown ? { schedule } : {}) }
    return true
  },
  Tiling: (taken, value) => {
    const known = ['True', 'False'].includes(value)
    if (known) taken.settings = { ...taken.settings, tiling: value === 'True' ? 'both' : 'none' }
    return known
  },
  'Hires upscale': (taken, value, fields) => {
    const hires = shape.hires.safeParse({
      scale: numberOf(value),
      strength: numberOf(fields.get('Denoising strength') ?? '0.5'),
      steps: numberOf(fields.get('Hires steps') ?? '0') || null,
      upscaler: /^latent/i.test(fields.get('Hires upscaler') ?? 'latent') ? 'latent' : 'lanczos',
    })
    if (hires.success) taken.settings = { ...taken.settings, hires: hires.data }
    return hires.success
  },
}

function setting(
  name: 'steps' | 'guidanceScale' | 'strength' | 'clipSkip',
  read: (value: string) => number,
): Taker {
  return (taken, value) => {
    const parsed = shape[name].safeParse(read(value))
    if (parsed.success) taken.settings = { ...taken.settings, [name]: parsed.data }
    return parsed.success
  }
}

function numberOf(value: string): number {
  return /^[+-]?\d*\.?\d+(?:e[+-]?\d+)?$/i.test(value.trim()) ? Number(value) : Number.NaN
}
