import type { EngineAttention } from '#engine/engine.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'

/** The mean of a picture's attention over its steps. */
export interface AttentionMean {
  /** Adds one prediction's maps [rows, tokens, h, w]; the prompt's own row is the last. */
  add(maps: Tensor): void
  /** Null before the first prediction; `words` of the first tokens, the others are padding. */
  finish(words: readonly string[]): EngineAttention | null
}

export function createAttentionMean(): AttentionMean {
  let sum: Tensor | null = null
  let count = 0
  return {
    add({ shape, data }) {
      const ownShape = shape.slice(1)
      const own = data.subarray(data.length - ownShape.reduce((product, side) => product * side, 1))
      sum ??= { shape: ownShape, data: new Float32Array(own.length) }
      for (let i = 0; i < own.length; i++) sum.data[i]! += own[i]!
      count += 1
    },
    finish(words) {
      if (sum === null) return null
      const [tokens = 0] = sum.shape
      return {
        shape: sum.shape,
        data: sum.data.map((value) => value / count),
        words: Array.from({ length: tokens }, (_, token) => words[token] ?? ''),
      }
    },
  }
}
