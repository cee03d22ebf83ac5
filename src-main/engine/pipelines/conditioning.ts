import type { EngineRequest } from '../engine.ts'
import type { Conditioning, DiffusionModel } from '../networks/network.ts'
import { stack } from '../tensor/arithmetic.ts'
import { tensor, type Tensor } from '../tensor/tensor.ts'
import type { PromptEncoder } from './prompt-encoder.ts'

/** How beautiful the pictures shall seem that SDXL's refiner has learned from, and how those that it leads away from. */
const aesthetic = { wanted: 6, unwanted: 2.5 }

/**
 * All that the model's denoiser is told of a request: one row, or with classifier-free guidance two, the negative
 * prompt's first. Guidance of 1 and below is none; a model that takes the guidance scale as an input has none either.
 */
export async function encodeConditioning(
  request: EngineRequest,
  { denoiser }: DiffusionModel,
  prompts: PromptEncoder,
): Promise<Conditioning> {
  const { needs } = denoiser
  const isGuided = request.guidanceScale > 1 && !needs.guidance
  const negative = isGuided ? request.negativePrompt : null
  const { context, pooled } = await prompts.encode(request.prompt, negative, request)
  const scores = isGuided ? [aesthetic.unwanted, aesthetic.wanted] : [aesthetic.wanted]
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
