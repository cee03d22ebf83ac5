import type { SentPrompt } from '#shared/entities/generation-record.ts'
import { joinedPrompt } from '#shared/prompts/region-prompt.ts'
import type { EngineRequest } from '../engine.ts'
import type { Conditioning, DiffusionModel } from '../networks/network.ts'
import { promptTimeline } from '../prompts/prompt-timeline.ts'
import { stack } from '../tensor/arithmetic.ts'
import { tensor, type Tensor } from '../tensor/tensor.ts'
import { coupleParts } from './couple-parts.ts'
import type { PromptEncoder } from './prompt-encoder.ts'
import { promptParts } from './prompt-parts.ts'

/** How beautiful the pictures shall seem that SDXL's refiner has learned from, and how those that it leads away from. */
const aesthetic = { wanted: 6, unwanted: 2.5 }

/** One prompt's conditioning and how much it counts in each latent cell; null: everywhere alone. */
export interface PartConditioning {
  readonly told: Conditioning
  readonly share: Float32Array | null
}

/** What the denoiser is told in the course of a picture; a prompt may change on the way. */
export interface ConditioningPlan {
  /** `progress`: the share of the steps that are done, 0 to below 1. One part, or with regions several. */
  at(progress: number): readonly PartConditioning[]
}

/**
 * All that the model's denoiser is told of a request: for each part one row, or with classifier-free guidance two, the
 * negative prompt's first, which is the same in all. Guidance of 1 and below is none; a model that takes the guidance
 * scale as an input has none either. `size`: latent rows and columns.
 */
export async function encodeConditioning(
  request: EngineRequest,
  model: DiffusionModel,
  prompts: PromptEncoder,
  [height, width]: readonly [number, number],
): Promise<ConditioningPlan> {
  const steps = stepsOf(request)
  const timeline = (text: string): string[] => promptTimeline(text, steps, request.promptSyntax)
  const parts = promptParts(request, height, width).map(({ prompt, share }) => ({
    wanted: timeline(prompt),
    share,
  }))
  const isGuided = request.guidanceScale > 1 && !model.denoiser.needs.guidance
  const unwanted = isGuided ? timeline(request.negativePrompt) : null
  // Rows of several prompts go through the denoiser together, so they must be equally long.
  const texts =
    parts.length === 1 ? [] : new Set([...parts.flatMap(({ wanted }) => wanted), ...(unwanted ?? [])])
  const least = Math.max(1, ...[...texts].map((text) => prompts.chunksOf(text, request)))
  const known = new Map<string, Conditioning>()
  const plan: PartConditioning[][] = []
  for (let step = 0; step < steps; step++) {
    plan.push([])
    for (const { wanted, share } of parts) {
      const rows = { prompt: wanted[step]!, negative: unwanted?.[step] ?? null, least }
      const key = JSON.stringify([rows.prompt, rows.negative])
      const told = known.get(key) ?? (await conditioningOf(request, model, prompts, rows))
      known.set(key, told)
      plan.at(-1)!.push({ told, share })
    }
  }
  if (model.denoiser.coupled === true)
    plan.forEach((step, at) => (plan[at] = [{ told: coupleParts(step, [height, width]), share: null }]))
  // A sampler may evaluate the denoiser twice a step, so that its steps are more than those asked for.
  return { at: (progress) => plan[Math.min(steps - 1, Math.floor(progress * steps + 1e-9))]! }
}

/** What of the request's prompts goes into the encoder and what is cut, in any of their steps. */
export function describePrompts(
  request: EngineRequest,
  prompts: PromptEncoder,
): { promptSent: SentPrompt; negativePromptSent: SentPrompt; regionPromptsSent: SentPrompt[] } {
  const describe = (text: string): SentPrompt => {
    const texts = new Set(promptTimeline(text, stepsOf(request), request.promptSyntax))
    const all = [...texts].map((one) => prompts.describe(one, request))
    return all.find(({ cut }) => cut !== '') ?? all[0]!
  }
  return {
    promptSent: describe(request.prompt),
    negativePromptSent: describe(request.negativePrompt),
    regionPromptsSent: request.regions.map(({ prompt }) => describe(joinedPrompt(prompt, request.prompt))),
  }
}

/**
 * The piece of the prompt that each token stands for; where the prompt changes in the course of a picture, all that
 * stood there, with a bar between.
 */
export function wordsOfPrompt(request: EngineRequest, prompts: PromptEncoder): string[] {
  const texts = new Set(promptTimeline(request.prompt, stepsOf(request), request.promptSyntax))
  const all = [...texts].map((text) => prompts.wordsOf(text, request))
  const length = Math.max(...all.map((words) => words.length))
  return Array.from({ length }, (_, token) => {
    const found = new Set(all.map((words) => words[token] ?? ''))
    found.delete('')
    return [...found].join('|')
  })
}

/** Steps that are really taken: a start picture leaves out the first ones. */
function stepsOf({ init, steps, strength }: EngineRequest): number {
  return init === null ? steps : Math.max(1, Math.min(steps, Math.floor(steps * strength)))
}

interface Rows {
  readonly prompt: string
  readonly negative: string | null
  /** Chunks of the encoder's length, at least. */
  readonly least: number
}

async function conditioningOf(
  request: EngineRequest,
  { denoiser }: DiffusionModel,
  prompts: PromptEncoder,
  { prompt, negative, least }: Rows,
): Promise<Conditioning> {
  const { needs } = denoiser
  const { context, pooled } = await prompts.encode(prompt, negative, request, least)
  const scores = negative === null ? [aesthetic.wanted] : [aesthetic.unwanted, aesthetic.wanted]
  return {
    context,
    ...(needs.pooledWidth > 0 && pooled !== null ? { pooled } : {}),
    ...(needs.timeIds > 0
      ? { timeIds: scores.map((score) => timeIds(request, needs.timeIds, score)).reduce(stack) }
      : {}),
    ...(needs.guidance ? { guidance: request.guidanceScale } : {}),
  }
}

/** What SDXL is told of a picture's size: [1, 6], or for its refiner [1, 5]. */
function timeIds({ width, height }: EngineRequest, count: number, score: number): Tensor {
  const [original, crop] = [
    [height, width],
    [0, 0],
  ] as const
  const last = count === 5 ? [score] : [height, width]
  return tensor([1, count], Float32Array.from([...original, ...crop, ...last]))
}
