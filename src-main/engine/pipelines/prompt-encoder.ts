import type { SentPrompt } from '#shared/entities/generation-record.ts'
import type { DiffusionModel } from '../networks/network.ts'
import { stack } from '../tensor/arithmetic.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { createTokenizer } from '../tokenizers/index.ts'

/** Token states of one model's prompts. The latest are kept, so the same text is encoded once. */
export interface PromptEncoder {
  /** What of a text goes into the encoder and what is cut. */
  describe(text: string): SentPrompt
  /** States [1, tokens, width], or with a negative prompt [2, tokens, width], the negative first. */
  encode(prompt: string, negative: string | null): Promise<Tensor>
}

const keptTexts = 32

export function createPromptEncoder(model: DiffusionModel): PromptEncoder {
  const tokenizer = createTokenizer(model.tokenizer)
  const kept = new Map<string, Tensor>()
  const statesOf = async (text: string): Promise<Tensor> => {
    const known = kept.get(text)
    kept.delete(text)
    const { ids, attentionMask } = tokenizer.encode(text)
    const states = known ?? (await model.textEncoder.encode([ids], [attentionMask]))
    kept.set(text, states)
    const oldest = kept.keys().next()
    if (kept.size > keptTexts && oldest.done !== true) kept.delete(oldest.value)
    return states
  }
  return {
    describe: (text) => tokenizer.encode(text).sent,
    async encode(prompt, negative) {
      const states = await statesOf(prompt)
      return negative === null ? states : stack(await statesOf(negative), states)
    },
  }
}
