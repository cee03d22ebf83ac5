import { extname } from 'node:path'
import {
  deviceNames,
  maxPictureSide,
  noiseNames,
  samplerNames,
  scheduleNames,
  type GenerationRequest,
} from '#shared/entities/generation-request.ts'
import { mostRegions, type ControlUse, type RegionUse } from '#shared/entities/request-additions.ts'
import type { Margins } from '#files/pixels/outpaint.ts'
import { parseAdditions, parseControl, parseMargins, parseRegion } from './addition-options.ts'
import { badOption, choice, decimal, parseOptions, wholeNumber } from '../options.ts'

const text = { type: 'string' } as const
const several = { type: 'string', multiple: true } as const

const options = {
  model: text,
  prompt: text,
  negative: text,
  seed: text,
  noise: text,
  steps: text,
  sampler: text,
  quick: { type: 'boolean' },
  schedule: text,
  guidance: text,
  width: text,
  height: text,
  count: text,
  init: text,
  strength: text,
  mask: text,
  outpaint: text,
  lora: several,
  embedding: several,
  vae: text,
  control: several,
  region: several,
  'region-mode': text,
  'clip-skip': text,
  'guidance-rescale': text,
  'prompt-syntax': text,
  'long-prompt': text,
  tiling: text,
  hires: text,
  upscale: text,
  precision: text,
  device: text,
  library: text,
  out: text,
  'save-latents': text,
  'save-attention': text,
  json: { type: 'boolean' },
} as const

/** What `generate` was asked for; undefined is left to the model or to chance. */
export interface GenerateOptions {
  readonly model: string
  readonly prompt: string
  /** The model's quick way, where it has one. */
  readonly quick: boolean
  readonly settings: Partial<
    Omit<GenerationRequest, 'model' | 'prompt' | 'init' | 'mask' | 'controls' | 'regions' | 'negativePrompt'>
  > & { readonly negativePrompt: string }
  readonly init: string | undefined
  readonly mask: string | undefined
  /** Room to add around `init` and to fill. */
  readonly outpaint: Margins | null
  /** ControlNets, each with the path of its picture. */
  readonly controls: readonly ControlUse[]
  /** Prompts of their own, each with the path of its mask. */
  readonly regions: readonly RegionUse[]
  /** Null: nothing is kept in a library. */
  readonly library: string | null
  readonly out: string | undefined
  readonly saveLatents: string | undefined
  readonly saveAttention: string | undefined
  readonly json: boolean
}

export function parseGenerate(args: readonly string[]): GenerateOptions {
  const { values, positionals } = parseOptions(args, options)
  const stray = positionals[0]
  if (stray !== undefined) {
    throw badOption(stray, `“${stray}” belongs to no option. Put texts with spaces into quotes.`)
  }
  if (values.prompt === undefined) throw badOption('--prompt', 'Say what to make: --prompt "a red apple".')
  checkSources(values)
  checkEnding('--out', values.out, '.png')
  checkEnding('--save-latents', values['save-latents'], '.npy')
  checkEnding('--save-attention', values['save-attention'], '.npy')
  return {
    model: values.model ?? 'starter',
    prompt: values.prompt,
    quick: values.quick ?? false,
    settings: { ...parseSettings(values), ...parseAdditions(values), negativePrompt: negativeOf(values) },
    controls: (values.control ?? []).map(parseControl),
    regions: parseRegions(values.region ?? []),
    init: values.init,
    mask: values.mask,
    outpaint: values.outpaint === undefined ? null : parseMargins(values.outpaint),
    library: values.library === undefined || values.library === 'none' ? null : values.library,
    out: values.out,
    saveLatents: values['save-latents'],
    saveAttention: values['save-attention'],
    json: values.json ?? false,
  }
}

/**
 * Without a negative prompt some models leave out its states; an empty one that was given is encoded, as in diffusers.
 * A space is read as no word, and says that it was given.
 */
function negativeOf({ negative }: { readonly negative?: string | undefined }): string {
  return negative === '' ? ' ' : (negative ?? '')
}

type Texts = {
  readonly [
    K in Exclude<keyof typeof options, 'lora' | 'embedding' | 'control' | 'region' | 'quick' | 'json'>
  ]?: string | undefined
}

function parseRegions(texts: readonly string[]): RegionUse[] {
  if (texts.length <= mostRegions) return texts.map(parseRegion)
  throw badOption('--region', `At most ${mostRegions} regions are possible, not ${texts.length}.`)
}

function parseSettings(values: Texts): Partial<GenerationRequest> {
  const most = Number.MAX_SAFE_INTEGER
  const settings = {
    seed: wholeNumber('--seed', values.seed, { least: 0, most }),
    noise: choice('--noise', values.noise, noiseNames),
    steps: wholeNumber('--steps', values.steps, { least: 1, most: 1000 }),
    sampler: choice('--sampler', values.sampler, samplerNames),
    schedule: choice('--schedule', values.schedule, scheduleNames),
    guidanceScale: decimal('--guidance', values.guidance, { least: 0, most: 50 }),
    width: side('--width', values.width),
    height: side('--height', values.height),
    count: wholeNumber('--count', values.count, { least: 1, most: 64 }),
    strength: decimal('--strength', values.strength, { least: 0, most: 1 }),
    device: choice('--device', values.device, deviceNames),
  }
  const given = Object.entries(settings).filter(([, value]) => value !== undefined)
  return Object.fromEntries(given)
}

function side(name: string, value: string | undefined): number | undefined {
  const pixels = wholeNumber(name, value, { least: 64, most: maxPictureSide })
  if (pixels === undefined || pixels % 8 === 0) return pixels
  const down = pixels - (pixels % 8)
  throw badOption(name, `${name} must be a multiple of 8, not ${pixels}. Take ${down} or ${down + 8}.`)
}

function checkSources(values: Texts): void {
  if (values.outpaint !== undefined && values.mask !== undefined) {
    throw badOption('--outpaint', '--outpaint makes its own mask. Leave --mask out.')
  }
  if (values.init !== undefined) return
  if (values.mask !== undefined) {
    throw badOption('--mask', '--mask needs a picture to fill: give it with --init IMAGE.')
  }
  if (values.outpaint !== undefined) {
    throw badOption('--outpaint', '--outpaint needs a picture to go on with: give it with --init IMAGE.')
  }
  if (values.strength !== undefined) {
    throw badOption('--strength', '--strength needs a picture to start from: give it with --init IMAGE.')
  }
}

function checkEnding(name: string, path: string | undefined, ending: string): void {
  if (path === undefined || extname(path).toLowerCase() === ending) return
  throw badOption(name, `${name} must end in ${ending}, not “${path}”.`)
}
