import type { SentPrompt } from '#shared/entities/generation-record.ts'
import type { EngineRequest } from '../engine.ts'
import type { Conditioning, DiffusionModel } from '../networks/network.ts'
import { promptTimeline } from '../prompts/prompt-timeline.ts'
import { stack } from '../tensor/arithmetic.ts'
import { tensor, type Tensor } from '../tensor/tensor.ts'
import type { PromptEncoder } from './prompt-encoder.ts'

/** How beautiful the pictures shall seem that SDXL's refiner has learned from, and how those that it leads away from. */
const aesthetic = { wanted: 6, unwanted: 2.5 }

/** What the denoiser is told in the course of a picture; a prompt may change on the way. */
export interface ConditioningPlan {
  /** `progress`: the share of the steps that are done, 0 to below 1. */
  at(progress: number): Conditioning
}

/**
 * All that the model's denoiser is told of a request: one row, or with classifier-free guidance two, the negative
 * prompt's first. Guidance of 1 and below is none; a model that takes the guidance scale as an input has none either.
 */
export async function encodeConditioning(
  request: EngineRequest,
  model: DiffusionModel,
  prompts: PromptEncoder,
): Promise<ConditioningPlan> {
  const isGuided = request.guidanceScale > 1 && !model.denoiser.needs.guidance
  const steps = stepsOf(request)
  const wanted = promptTimeline(request.prompt, steps, request.promptSyntax)
  const unwanted = promptTimeline(request.negativePrompt, steps, request.promptSyntax)
  const known = new Map<string, Conditioning>()
  const plan: Conditioning[] = []
  for (let step = 0; step < steps; step++) {
    const negative = isGuided ? unwanted[step]! : null
    const key = JSON.stringify([wanted[step], negative])
    const found = known.get(key) ?? (await conditioningOf(request, model, prompts, wanted[step]!, negative))
    known.set(key, found)
    plan.push(found)
  }
  // A sampler may evaluate the denoiser twice a step, so that its steps are more than those asked for.
  return { at: (progress) => plan[Math.min(steps - 1, Math.floor(progress * steps + 1e-9))]! }
}

/** What of the request's two prompts goes into the encoder and what is cut, in any of their steps. */
export function describePrompts(
  request: EngineRequest,
  prompts: PromptEncoder,
): { promptSent: SentPrompt; negativePromptSent: SentPrompt } {
  const describe = (text: string): SentPrompt => {
    const texts = new Set(promptTimeline(text, stepsOf(request), request.promptSyntax))
    const all = [...texts].map((one) => prompts.describe(one, request))
    return all.find(({ cut }) => cut !== '') ?? all[0]!
  }
  return { promptSent: describe(request.prompt), negativePromptSent: describe(request.negativePrompt) }
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

async function conditioningOf(
  request: EngineRequest,
  { denoiser }: DiffusionModel,
  prompts: PromptEncoder,
  prompt: string,
  negative: string | null,
): Promise<Conditioning> {
  const { needs } = denoiser
  const { context, pooled } = await prompts.encode(prompt, negative, request)
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
