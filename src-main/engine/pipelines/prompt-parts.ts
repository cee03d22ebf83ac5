import { joinedPrompt } from '#shared/prompts/region-prompt.ts'
import type { EngineRequest } from '../engine.ts'
import { regionWeights, sharesOf } from '../tensor/region-shares.ts'

/** A prompt and how much it counts in each latent cell; null: everywhere alone. */
export interface PromptPart {
  readonly prompt: string
  readonly share: Float32Array | null
}

/**
 * The prompts that count somewhere in a picture of height × width latent cells: without regions the request's own,
 * else that one where no region covers, and each region's joined with it. Equal prompts are one part. The parts
 * come in an order that doesn't depend on that of the regions, so neither does the picture.
 */
export function promptParts(
  { prompt, regions }: Pick<EngineRequest, 'prompt' | 'regions'>,
  height: number,
  width: number,
): PromptPart[] {
  const weights = new Map<string, Float64Array>()
  for (const region of regions) {
    const joined = joinedPrompt(region.prompt, prompt)
    const sum = weights.get(joined) ?? new Float64Array(height * width)
    regionWeights(region, height, width).forEach((value, cell) => (sum[cell]! += value))
    weights.set(joined, sum)
  }
  // A region without words of its own holds others off: there, the prompt of the whole picture counts by weight.
  const shares = sharesOf([...weights.values()], height * width)
  const parts = new Map<string, Float32Array>()
  for (const [index, text] of [prompt, ...weights.keys()].entries()) {
    const share = shares[index]
    if (share) parts.set(text, added(parts.get(text), share))
  }
  if (parts.size === 1) return [...parts.keys()].map((text) => ({ prompt: text, share: null }))
  const sorted = [...parts].sort(([one], [other]) => (one < other ? -1 : 1))
  return sorted.map(([text, share]) => ({ prompt: text, share }))
}

function added(one: Float32Array | undefined, other: Float32Array): Float32Array {
  return one === undefined ? other : other.map((value, cell) => value + one[cell]!)
}
