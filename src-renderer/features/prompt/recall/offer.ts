import type { GenerationRecord } from '#shared/entities/generation-record.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import type { ModelCard } from '#shared/entities/model-card.ts'
import { readParameters } from '#shared/prompts/parameters-text.ts'
import { recalledFields } from '#shared/prompts/recalled-fields.ts'
import { requestAgain } from '#shared/request-again.ts'
import type { DraftRequest } from '#editor/draft.ts'

export const recallParts = ['prompt', 'seed', 'size', 'settings'] as const
export type RecallPart = (typeof recallParts)[number]

/** What a pasted text or a dropped picture says, before anything of it is taken over. */
export interface RecallOffer {
  /** The picture's file name; null for pasted text. */
  readonly name: string | null
  readonly parts: Readonly<Record<RecallPart, Partial<DraftRequest>>>
  /** Of a picture of Verso's: what it started from, so that everything together replays it. */
  readonly sources: Pick<GenerationRequest, 'init' | 'mask'> | null
  readonly unknown: readonly { readonly name: string; readonly value: string }[]
  /** The pasted text, for an artist who meant just that. */
  readonly text: string | null
}

/** The offer of a text as AUTOMATIC1111 writes it; null where it is none. */
export function offerOfText(text: string, name: string | null): RecallOffer | null {
  const read = readParameters(text)
  if (read === null) return null
  const { prompt, seed, size, settings, unknown } = recalledFields(read)
  const parts = { prompt, seed, size, settings }
  return { name, parts, sources: null, unknown, text: name === null ? text : null }
}

/** The offer of a record: whatever its request says belongs to one of the parts. */
export function offerOfRecord(record: GenerationRecord, card: ModelCard | null, name: string): RecallOffer {
  const request = requestAgain(record, card)
  const { prompt, negativePrompt, seed, noise, width, height, upscale, init, mask, ...settings } = request
  const { template: _template, settle: _settle, count: _count, seeds: _seeds, ...own } = settings
  const parts = {
    prompt: { prompt, negativePrompt },
    seed: { seed, noise },
    size: { width, height, upscale },
    settings: own,
  }
  return { name, parts, sources: { init, mask }, unknown: [], text: null }
}
