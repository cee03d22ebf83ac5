import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import {
  hiresUpscalers,
  longPrompts,
  precisions,
  promptSyntaxes,
  regionModes,
  tilings,
  type ControlUse,
  type HiresPass,
  type LoraUse,
  type RegionUse,
} from '#shared/entities/request-additions.ts'
import type { Margins } from '#files/pixels/outpaint.ts'
import { badOption, choice, decimal, wholeNumber } from '../options.ts'

type Texts = Readonly<
  Partial<
    Record<
      | 'vae'
      | 'clip-skip'
      | 'guidance-rescale'
      | 'prompt-syntax'
      | 'long-prompt'
      | 'tiling'
      | 'hires'
      | 'upscale'
      | 'precision'
      | 'region-mode',
      string | undefined
    >
  >
> & { readonly lora?: string[] | undefined; readonly embedding?: string[] | undefined }

/** What is added to the model and how it is run; what is not given is left to the request's defaults. */
export function parseAdditions(values: Texts): Partial<GenerationRequest> {
  const additions = {
    loras: values.lora?.map(parseLora),
    embeddings: values.embedding,
    vae: values.vae,
    clipSkip: wholeNumber('--clip-skip', values['clip-skip'], { least: 0, most: 11 }),
    guidanceRescale: decimal('--guidance-rescale', values['guidance-rescale'], { least: 0, most: 1 }),
    promptSyntax: choice('--prompt-syntax', values['prompt-syntax'], promptSyntaxes),
    longPrompt: choice('--long-prompt', values['long-prompt'], longPrompts),
    tiling: choice('--tiling', values.tiling, tilings),
    hires: values.hires === undefined ? undefined : parseHires(values.hires),
    upscale:
      values.upscale === undefined ? undefined : Number(choice('--upscale', values.upscale, ['1', '2', '4'])),
    precision: choice('--precision', values.precision, precisions),
    regionMode: choice('--region-mode', values['region-mode'], regionModes),
  }
  return Object.fromEntries(Object.entries(additions).filter(([, value]) => value !== undefined))
}

/** `FILE` or `FILE:WEIGHT`; a colon within the path (a Windows drive) is part of it. */
function parseLora(text: string): LoraUse {
  const found = /^(.+):(-?\d*\.?\d+)$/.exec(text)
  if (found === null) return { file: text, weight: 1 }
  return { file: found[1]!, weight: Number(found[2]) }
}

/** `MODEL:IMAGE` or `MODEL:IMAGE:SCALE`; the drive letter of a Windows path is part of it. */
export function parseControl(text: string): ControlUse {
  const part = String.raw`((?:[A-Za-z]:[\\/])?[^:]+)`
  const found = new RegExp(`^${part}:${part}(?::(\\d*\\.?\\d+))?$`).exec(text)
  if (found === null)
    throw badOption('--control', `--control is MODEL:IMAGE or MODEL:IMAGE:SCALE, not “${text}”.`)
  const [, model = '', image = '', scale = '1'] = found
  return { model, image, scale: Number(scale), start: 0, end: 1 }
}

/** `MASK:PROMPT` or `MASK:WEIGHT:PROMPT`; the drive letter of a Windows path is part of it, colons of the prompt too. */
export function parseRegion(text: string): RegionUse {
  const found = /^((?:[A-Za-z]:[\\/])?[^:]+):(?:(\d*\.?\d+):)?(.*)$/s.exec(text)
  if (found === null)
    throw badOption('--region', `--region is MASK:PROMPT or MASK:WEIGHT:PROMPT, not “${text}”.`)
  const [, mask = '', weight, prompt = ''] = found
  return { mask, prompt: prompt.trim(), weight: decimal('--region', weight, { least: 0, most: 2 }) ?? 1 }
}

function parseHires(text: string): HiresPass {
  const [scale, strength, upscaler] = text.split(':')
  return {
    scale: decimal('--hires', scale, { least: 1, most: 4 }) ?? 2,
    strength: decimal('--hires', strength, { least: 0, most: 1 }) ?? 0.5,
    steps: null,
    upscaler: choice('--hires', upscaler, hiresUpscalers) ?? 'latent',
  }
}

/** `LEFT:TOP:RIGHT:BOTTOM` in pixels. */
export function parseMargins(text: string): Margins {
  const found = /^(\d{1,4}):(\d{1,4}):(\d{1,4}):(\d{1,4})$/.exec(text)
  const [left = 0, top = 0, right = 0, bottom = 0] = found?.slice(1).map(Number) ?? []
  if (left + top + right + bottom > 0) return { left, top, right, bottom }
  throw badOption('--outpaint', `--outpaint is LEFT:TOP:RIGHT:BOTTOM in pixels, not “${text}”.`)
}
