import type { SentPrompt } from '#shared/entities/generation-record.ts'
import type { Frame, Tokenizer } from '../tokenizers/tokenizer.ts'
import type { WeightedText } from './weighted-text.ts'

/** What fits into a text encoder at once: start token, tokens, end token, padding. */
export interface PromptChunk {
  readonly ids: Int32Array
  readonly attentionMask: Int32Array
  /** How strongly each token's state counts, 1 for start, end and padding. */
  readonly weights: Float32Array
}

export interface ChunkedPrompt {
  /** At least one. */
  readonly chunks: readonly PromptChunk[]
  readonly sent: SentPrompt
}

interface Room {
  readonly ids: number[]
  readonly weights: number[]
}

/**
 * Divides a weighted prompt into chunks of the encoder's length: at each BREAK and, when `mayGrow`, wherever a chunk
 * is full. Otherwise each chunk is cut where it is full, and what is cut is named.
 */
export function chunkPrompt(
  tokenizer: Tokenizer,
  parts: readonly WeightedText[],
  mayGrow: boolean,
): ChunkedPrompt {
  const room = tokenizer.frame.maxLength - 2
  const chunks: Room[] = [{ ids: [], weights: [] }]
  let cut = ''
  let sent = ''
  for (const part of parts) {
    if (part.startsChunk) chunks.push({ ids: [], weights: [] })
    let end = part.text.length
    for (const token of tokenizer.tokensOf(part.text)) {
      if (chunks.at(-1)!.ids.length === room) {
        if (mayGrow) chunks.push({ ids: [], weights: [] })
        else {
          end = tokenizer.placeOf(part.text, token)
          break
        }
      }
      chunks.at(-1)!.ids.push(token.id)
      chunks.at(-1)!.weights.push(part.weight)
    }
    sent += part.text.slice(0, end)
    cut += part.text.slice(end)
  }
  const tokens = chunks.reduce((sum, { ids }) => sum + ids.length, 0)
  return {
    chunks: chunks.map((chunk) => framed(chunk, tokenizer.frame)),
    sent: { text: sent, tokens, cut },
  }
}

/** A chunk without words, for the shorter of two prompts that must be equally long. */
export function emptyChunk(frame: Frame): PromptChunk {
  return framed({ ids: [], weights: [] }, frame)
}

function framed({ ids, weights }: Room, frame: Frame): PromptChunk {
  const framedIds = new Int32Array(frame.maxLength).fill(frame.pad)
  framedIds.set([frame.start, ...ids, frame.end])
  const framedWeights = new Float32Array(frame.maxLength).fill(1)
  framedWeights.set(weights, 1)
  return {
    ids: framedIds,
    attentionMask: new Int32Array(frame.maxLength).fill(1, 0, ids.length + 2),
    weights: framedWeights,
  }
}
