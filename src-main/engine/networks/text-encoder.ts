import type { TextEncoderPlan } from '../models/text-encoder-plan.ts'
import type { SessionOptions } from '../runtime/onnx.ts'
import { lazySession } from './lazy-session.ts'
import type { TextEncoder } from './network.ts'

export function openTextEncoder(plan: TextEncoderPlan, options: SessionOptions): TextEncoder {
  const session = lazySession(plan.graph, options)
  const { maxLength } = plan.tokenizer
  return {
    maxLength,
    encode(ids, attentionMask) {
      const shape = [ids.length, maxLength]
      const feeds = { ids: { shape, data: join(ids, maxLength) } }
      if (plan.mask === 'none') return session.run(feeds, 'states')
      const marks =
        plan.mask === 'padding'
          ? join(attentionMask, maxLength)
          : new Int32Array(ids.length * maxLength).fill(1)
      return session.run({ ...feeds, mask: { shape, data: marks } }, 'states')
    },
    release: () => session.release(),
  }
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
