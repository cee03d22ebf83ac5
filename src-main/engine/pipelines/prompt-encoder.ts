import type { SentPrompt } from '#shared/entities/generation-record.ts'
import type { DiffusionModel, EncodedText } from '../networks/network.ts'
import { joinLast, stack, zerosLike } from '../tensor/arithmetic.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { createTokenizer } from '../tokenizers/index.ts'

/** Prompts as the denoiser is told them: rows of token states, and of prompts as a whole where the model has those. */
export interface EncodedPrompts {
  /** [1, tokens, width], or with a negative prompt [2, tokens, width], the negative first. */
  readonly context: Tensor
  readonly pooled: Tensor | null
}

export interface PromptChoices {
  /** Last layers of the text encoder that are left out, of the prompt alone, as diffusers does. */
  readonly clipSkip: number
}

/** Token states of one model's prompts. The latest are kept, so the same text is encoded once. */
export interface PromptEncoder {
  /** What of a text goes into the encoder and what is cut. */
  describe(text: string): SentPrompt
  encode(prompt: string, negative: string | null, choices: PromptChoices): Promise<EncodedPrompts>
}

const keptTexts = 32

export function createPromptEncoder(model: DiffusionModel): PromptEncoder {
  const encoders = model.textEncoders.map((encoder) => ({
    encoder,
    tokenizer: createTokenizer(encoder.tokenizer),
  }))
  const kept = new Map<string, EncodedText>()
  const encodeText = async (text: string, skip: number): Promise<EncodedText> => {
    const key = JSON.stringify([text, skip])
    const known = kept.get(key)
    kept.delete(key)
    const found = known ?? sideBySide(await each(text, skip))
    kept.set(key, found)
    const oldest = kept.keys().next()
    if (kept.size > keptTexts && oldest.done !== true) kept.delete(oldest.value)
    return found
  }
  const each = async (text: string, skip: number): Promise<EncodedText[]> => {
    const found: EncodedText[] = []
    for (const { encoder, tokenizer } of encoders) {
      const { ids, attentionMask } = tokenizer.encode(text)
      found.push(await encoder.encode([ids], [attentionMask], skip))
    }
    return found
  }
  return {
    describe: (text) => encoders[0]!.tokenizer.encode(text).sent,
    async encode(prompt, negative, { clipSkip }) {
      const { states, pooled } = await encodeText(prompt, clipSkip)
      if (negative === null) return { context: states, pooled }
      const isZero = negative === '' && model.zeroNegative
      const without = isZero ? zeros({ states, pooled }) : await encodeText(negative, 0)
      return {
        context: stack(without.states, states),
        pooled: pooled && without.pooled && stack(without.pooled, pooled),
      }
    },
  }
}

/** The states of several encoders for one text, and the first prompt as a whole. */
function sideBySide(found: readonly EncodedText[]): EncodedText {
  const states = found.map((one) => one.states).reduce((left, right) => joinLast(left, right))
  return { states, pooled: found.find((one) => one.pooled !== null)?.pooled ?? null }
}

function zeros({ states, pooled }: EncodedText): EncodedText {
  return { states: zerosLike(states), pooled: pooled && zerosLike(pooled) }
}
