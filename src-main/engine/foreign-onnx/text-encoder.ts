import { VersoError } from '#shared/errors.ts'
import type { TextEncoder, TokenizerSource } from '../networks/network.ts'
import type { NetworkOptions } from '../networks/lazy-session.ts'
import { tensor } from '../tensor/tensor.ts'
import { bindInputs, bindOutputs, fixedSide, unfit } from './bind.ts'
import type { Role } from './bind.ts'
import { feedFor, inGroups, rowsOf } from './feeds.ts'
import { foreignSession } from './foreign-session.ts'
import type { CheckedModel } from './gate/gate.ts'
import type { OnnxPort } from './gate/read-port.ts'

/** A text encoder whose inputs and outputs are known. */
export interface ForeignText {
  readonly model: CheckedModel
  readonly ids: OnnxPort
  readonly mask: OnnxPort | undefined
  /** Outputs of states, that with no layer left out first. */
  readonly states: readonly OnnxPort[]
  readonly pooled: OnnxPort | undefined
  /** Tokens of a prompt, where the graph was exported for one number alone. */
  readonly tokens: number | null
}

const inputs = {
  ids: { names: ['input_ids', 'tokens'], ranks: [2], needed: true },
  mask: { names: ['attention_mask'], ranks: [2], needed: false },
} satisfies Record<string, Role>

const last: Role = { names: ['last_hidden_state', 'prompt_embeds'], ranks: [3], needed: true }

/** `isOne` of SDXL's: its states are those before the last layer, and the second one's prompt as a whole counts too. */
export function bindText(
  model: CheckedModel,
  { isPair, hasPooled }: { isPair: boolean; hasPooled: boolean },
): ForeignText {
  const { ids, mask } = bindInputs(model, inputs)
  const whole: Role = { names: ['text_embeds'], ranks: [2], needed: hasPooled }
  const pooled = hasPooled ? bindOutputs(model, { whole }).whole : undefined
  const states = isPair ? hiddenStates(model) : [bindOutputs(model, { last }).last!]
  return { model, ids: ids!, mask, states, pooled, tokens: fixedSide(ids, 1) }
}

/** SDXL: `hidden_states.0` are the embeddings, `.L` the last layer's; the last but one and those before it. */
function hiddenStates(model: CheckedModel): OnnxPort[] {
  const numbered = new Map(
    model.outputs.map((port) => [Number(/^hidden_states\.(\d{1,3})$/.exec(port.name)?.[1] ?? NaN), port]),
  )
  const found = Array.from({ length: 200 }, (_, layer) => numbered.get(layer)).filter(
    (port) => port !== undefined,
  )
  if (found.length >= 3) return found.slice(1, -1).reverse()
  const states = model.outputs.filter(({ shape }) => shape?.length === 3)
  if (states.length === 1) return states
  throw unfit(
    model,
    'it does not give the states before its last layer ("hidden_states.…"), which SDXL needs',
  )
}

export function openForeignText(
  text: ForeignText,
  tokenizer: TokenizerSource,
  options: NetworkOptions,
): TextEncoder {
  const session = foreignSession('text encoder', text.model, options)
  const { maxLength } = tokenizer
  const { pooled } = text
  return {
    ...{ tokenizer, maxLength, maxSkip: Math.min(text.states.length - 1, 10) },
    async encode(rows, _, skip = 0) {
      const states = text.states[skip]?.name ?? ''
      const all = tensor([rows.length, maxLength], Float32Array.from(rows.flatMap((row) => [...row])))
      const run = (output: string) =>
        inGroups(rows.length, fixedSide(text.ids, 0), async (from, count) => {
          const { shape, data } = rowsOf(all, from, count)
          const feeds = { [text.ids.name]: feedFor(text.ids, shape, data) }
          // diffusers gives CLIP no mask, which is one that hides nothing.
          if (text.mask)
            feeds[text.mask.name] = feedFor(text.mask, shape, new Float32Array(data.length).fill(1))
          return session.run(feeds, output)
        })
      return { states: await run(states), pooled: pooled === undefined ? null : await run(pooled.name) }
    },
    release: () => session.release(),
  }
}

/** The number of tokens that a tokenizer must give, or an error that says that they differ. */
export function refuseOtherLength(text: ForeignText, tokenizer: TokenizerSource): void {
  if (text.tokens === null || text.tokens === tokenizer.maxLength) return
  const message = `${text.model.file}: it takes ${text.tokens} tokens, but its tokenizer gives ${tokenizer.maxLength}. Get the model again from its source.`
  throw new VersoError('model-damaged', message, { subject: text.model.file })
}
