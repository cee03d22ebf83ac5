import type { GenerationRecord } from './entities/generation-record.ts'
import type { GenerationRequest } from './entities/generation-request.ts'
import type { ModelCard } from './entities/model-card.ts'

/**
 * The request that makes a record's picture again. Where it left the sampler to the model, whose own has become another
 * one since, the one that was used is named; `card` is the model as it is today, null where it isn't known.
 */
export function requestAgain(
  { request, samplerUsed }: Pick<GenerationRecord, 'request' | 'samplerUsed'>,
  card: Pick<ModelCard, 'defaults'> | null,
): GenerationRequest {
  const isAsked = request.sampler !== null || card === null || card.defaults.sampler === samplerUsed
  return isAsked ? request : { ...request, sampler: samplerUsed }
}
