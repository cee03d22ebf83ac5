import type { SentPrompt } from '#shared/entities/generation-record.ts'
import type { Tokenizer } from '../tokenizers/tokenizer.ts'
import { wordsOf, type PlacedToken } from './token-words.ts'
import type { WeightedText } from './weighted-text.ts'

/** What fits into a text encoder at once: start token, tokens, end token, padding. */
export interface PromptChunk {
  readonly ids: Int32Array
  readonly attentionMask: Int32Array
  /** How strongly each token's state counts, 1 for start, end and padding. */
  readonly weights: Float32Array
  /** The piece of the prompt that each token stands for; '' for start, end and padding. */
  words(): string[]
}

export interface ChunkedPrompt {
  /** At least one. */
  readonly chunks: readonly PromptChunk[]
  readonly sent: SentPrompt
  /** Of each part, how many of its signs were sent. */
  readonly ends: readonly number[]
}

interface WeighedToken extends PlacedToken {
  readonly weight: number
}

/** The tokens of a chunk without its frame. */
type Room = WeighedToken[]

/**
 * Divides a weighted prompt into chunks of the encoder's length: at each BREAK and, when `mayGrow`, wherever a chunk
 * is full. Otherwise each chunk is cut where it is full, and what is cut is named.
 */
export function chunkPrompt(
  tokenizer: Tokenizer,
  parts: readonly Omit<WeightedText, 'places'>[],
  mayGrow: boolean,
): ChunkedPrompt {
  const room = tokenizer.frame.maxLength - 2
  const chunks: Room[] = [[]]
  const ends: number[] = []
  let cut = ''
  let sent = ''
  for (const part of parts) {
    if (part.startsChunk) chunks.push([])
    let end = part.text.length
    let before: WeighedToken | null = null
    for (const token of tokenizer.tokensOf(part.text)) {
      if (before !== null) before.next = token
      if (chunks.at(-1)!.length === room) {
        if (mayGrow) chunks.push([])
        else {
          end = tokenizer.placeOf(part.text, token)
          break
        }
      }
      before = { text: part.text, token, next: null, weight: part.weight }
      chunks.at(-1)!.push(before)
    }
    ends.push(end)
    sent += part.text.slice(0, end)
    cut += part.text.slice(end)
  }
  const tokens = chunks.reduce((sum, { length }) => sum + length, 0)
  return {
    chunks: chunks.map((chunk) => framed(chunk, tokenizer)),
    sent: { text: sent, tokens, cut },
    ends,
  }
}

/** A chunk without words, for the shorter of two prompts that must be equally long. */
export function emptyChunk(tokenizer: Tokenizer): PromptChunk {
  return framed([], tokenizer)
}

function framed(tokens: Room, tokenizer: Tokenizer): PromptChunk {
  const { frame } = tokenizer
  const framedIds = new Int32Array(frame.maxLength).fill(frame.pad)
  framedIds.set([frame.start, ...tokens.map(({ token }) => token.id), frame.end])
  const framedWeights = new Float32Array(frame.maxLength).fill(1)
  framedWeights.set(
    tokens.map(({ weight }) => weight),
    1,
  )
  return {
    ids: framedIds,
    attentionMask: new Int32Array(frame.maxLength).fill(1, 0, tokens.length + 2),
    weights: framedWeights,
    words() {
      const words = ['', ...wordsOf(tokenizer, tokens)]
      return Array.from({ length: frame.maxLength }, (_, index) => words[index] ?? '')
    },
  }
}
