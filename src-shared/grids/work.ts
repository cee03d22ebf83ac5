import type { GenerationRequest } from '../entities/generation-request.ts'
import { joinedPrompt } from '../prompts/region-prompt.ts'

type Asked = Pick<
  GenerationRequest,
  'width' | 'height' | 'steps' | 'strength' | 'init' | 'hires' | 'guidanceScale'
> &
  Partial<Pick<GenerationRequest, 'prompt' | 'regions' | 'regionMode'>>

/**
 * How much a picture asks of the denoiser: steps times megapixels, once for each prompt and once more with guidance,
 * and its second pass. Whether regions leave room for the prompt of the whole picture only their masks know: it is
 * counted as if they did.
 */
export function workOf(asked: Asked): number {
  const { width, height, steps, strength, init, hires, guidanceScale } = asked
  const megapixels = (width * height) / 1e6
  const first = init === null ? steps : Math.max(1, Math.floor(steps * strength))
  const second =
    hires === null ? 0 : Math.max(1, Math.floor((hires.steps ?? steps) * hires.strength)) * hires.scale ** 2
  return megapixels * (first + second) * (promptsOf(asked) + (guidanceScale > 1 ? 1 : 0))
}

/** Equal prompts are computed once; mixed by attention all of them are one evaluation. */
function promptsOf({ prompt = '', regions = [], regionMode }: Asked): number {
  if (regionMode === 'attention') return 1
  return new Set([prompt, ...regions.map((region) => joinedPrompt(region.prompt, prompt))]).size
}

/** The middle of several numbers; null of none. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}
