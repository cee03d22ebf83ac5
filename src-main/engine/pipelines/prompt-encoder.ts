import type { SentPrompt } from '#shared/entities/generation-record.ts'
import type { RequestAdditions } from '#shared/entities/request-additions.ts'
import type { DiffusionModel, EncodedText, TextEncoder } from '../networks/network.ts'
import { chunkPrompt, emptyChunk, type ChunkedPrompt } from '../prompts/chunks.ts'
import { weighStates } from '../prompts/weigh-states.ts'
import { readWeights } from '../prompts/weighted-text.ts'
import { joinLast, stack, zerosLike } from '../tensor/arithmetic.ts'
import { tensor, type Tensor } from '../tensor/tensor.ts'
import { createTokenizer } from '../tokenizers/index.ts'
import type { Tokenizer } from '../tokenizers/tokenizer.ts'

/** Prompts as the denoiser is told them: rows of token states, and of prompts as a whole where the model has those. */
export interface EncodedPrompts {
  /** [1, tokens, width], or with a negative prompt [2, tokens, width], the negative first. */
  readonly context: Tensor
  readonly pooled: Tensor | null
}

/** How texts are read; `clipSkip` counts for the prompt alone, as in diffusers. */
export type PromptChoices = Pick<RequestAdditions, 'clipSkip' | 'promptSyntax' | 'longPrompt'>

/** Token states of one model's prompts. The latest are kept, so the same text is encoded once. */
export interface PromptEncoder {
  /** What of a text goes into the encoder and what is cut. */
  describe(text: string, choices: PromptChoices): SentPrompt
  /** The piece of a text that each token stands for; '' for start, end and padding. */
  wordsOf(text: string, choices: PromptChoices): string[]
  /** Chunks of the encoder's length that a text takes. */
  chunksOf(text: string, choices: PromptChoices): number
  /** `least`: at least so many chunks, where other prompts of the same picture have as many. */
  encode(
    prompt: string,
    negative: string | null,
    choices: PromptChoices,
    least?: number,
  ): Promise<EncodedPrompts>
}

interface Reader {
  readonly encoder: TextEncoder
  readonly tokenizer: Tokenizer
}

const keptTexts = 32

export function createPromptEncoder(model: DiffusionModel): PromptEncoder {
  const readers = model.textEncoders.map((encoder) => ({
    encoder,
    tokenizer: createTokenizer(encoder.tokenizer),
  }))
  const kept = new Map<string, EncodedText>()
  const encodeText = async (text: string, chunks: number, choices: PromptChoices): Promise<EncodedText> => {
    const key = JSON.stringify([text, chunks, choices.clipSkip, choices.promptSyntax, choices.longPrompt])
    const known = kept.get(key)
    kept.delete(key)
    const found = known ?? (await encodeBySides(readers, text, chunks, choices))
    kept.set(key, found)
    const oldest = kept.keys().next()
    if (kept.size > keptTexts && oldest.done !== true) kept.delete(oldest.value)
    return found
  }
  const chunksOf = (text: string, choices: PromptChoices): number =>
    Math.max(...readers.map(({ tokenizer }) => chunked(tokenizer, text, choices).chunks.length))
  return {
    describe: (text, choices) => chunked(readers[0]!.tokenizer, text, choices).sent,
    wordsOf: (text, choices) =>
      chunked(readers[0]!.tokenizer, text, choices).chunks.flatMap((chunk) => chunk.words()),
    chunksOf,
    async encode(prompt, negative, choices, least = 1) {
      // Both must be equally long, since they go through the denoiser together.
      const chunks = Math.max(least, chunksOf(prompt, choices), chunksOf(negative ?? '', choices))
      const { states, pooled } = await encodeText(prompt, chunks, choices)
      if (negative === null) return { context: states, pooled }
      const isZero = negative === '' && model.zeroNegative
      const without = isZero
        ? zeros({ states, pooled })
        : await encodeText(negative, chunks, { ...choices, clipSkip: 0 })
      return {
        context: stack(without.states, states),
        pooled: pooled && without.pooled && stack(without.pooled, pooled),
      }
    },
  }
}

function chunked(
  tokenizer: Tokenizer,
  text: string,
  { promptSyntax, longPrompt }: PromptChoices,
): ChunkedPrompt {
  const plain = [{ text, weight: 1, startsChunk: false }]
  const parts = promptSyntax === 'plain' ? plain : readWeights(text)
  return chunkPrompt(tokenizer, parts, longPrompt === 'chunks')
}

/** The states of several encoders for one text side by side, and the first prompt as a whole. */
async function encodeBySides(
  readers: readonly Reader[],
  text: string,
  chunks: number,
  choices: PromptChoices,
): Promise<EncodedText> {
  const found: EncodedText[] = []
  for (const reader of readers) found.push(await encodeChunks(reader, text, chunks, choices))
  const states = found.map((one) => one.states).reduce((left, right) => joinLast(left, right))
  return { states, pooled: found.find((one) => one.pooled !== null)?.pooled ?? null }
}

/** All chunks of a text, their states one after the other; the text as a whole is its first chunk. */
async function encodeChunks(
  { encoder, tokenizer }: Reader,
  text: string,
  count: number,
  choices: PromptChoices,
): Promise<EncodedText> {
  const { chunks } = chunked(tokenizer, text, choices)
  const padded = Array.from({ length: count }, (_, index) => chunks[index] ?? emptyChunk(tokenizer))
  const states: Tensor[] = []
  let whole: Tensor | null = null
  for (const { ids, attentionMask, weights } of padded) {
    const encoded = await encoder.encode([ids], [attentionMask], choices.clipSkip)
    states.push(weighStates(encoded.states, weights))
    whole ??= encoded.pooled
  }
  return { states: states.reduce(inSequence), pooled: whole }
}

/** [1, m, width] and [1, n, width] as [1, m + n, width]. */
function inSequence(first: Tensor, second: Tensor): Tensor {
  const data = new Float32Array(first.data.length + second.data.length)
  data.set(first.data)
  data.set(second.data, first.data.length)
  return tensor([1, first.shape[1]! + second.shape[1]!, first.shape[2]!], data)
}

function zeros({ states, pooled }: EncodedText): EncodedText {
  return { states: zerosLike(states), pooled: pooled && zerosLike(pooled) }
}
