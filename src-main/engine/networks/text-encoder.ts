import type { TextEncoderPlan } from '../models/text-encoder-plan.ts'
import type { Feed } from '../runtime/onnx.ts'
import { lazySession } from './lazy-session.ts'
import type { NetworkOptions } from './lazy-session.ts'
import type { TextEncoder } from './network.ts'

export function openTextEncoder(plan: TextEncoderPlan, options: NetworkOptions): TextEncoder {
  const session = lazySession(plan.graph, options)
  const { tokenizer, maxSkip } = plan
  const { maxLength } = tokenizer
  return {
    ...{ tokenizer, maxLength, maxSkip },
    async encode(ids, attentionMask, skip = 0) {
      const shape = [ids.length, maxLength]
      const feeds: Record<string, Feed> = { ids: { shape, data: join(ids, maxLength) } }
      if (plan.mask !== 'none') feeds['mask'] = { shape, data: marks(plan.mask, attentionMask, maxLength) }
      const states = skip === 0 ? 'states' : `states-${skip}`
      const found = await session.runFor(feeds, plan.pooledWidth > 0 ? [states, 'pooled'] : [states])
      return { states: found[states]!, pooled: found['pooled'] ?? null }
    },
    release: () => session.release(),
  }
}

function marks(kind: 'all-ones' | 'padding', mask: readonly Int32Array[], length: number): Int32Array {
  return kind === 'padding' ? join(mask, length) : new Int32Array(mask.length * length).fill(1)
}

function join(rows: readonly Int32Array[], length: number): Int32Array {
  const all = new Int32Array(rows.length * length)
  rows.forEach((row, index) => {
    if (row.length !== length)
      throw new RangeError(`A prompt has ${row.length} tokens where ${length} are needed.`)
    all.set(row, index * length)
  })
  return all
}
