import type { GraphBuilder, Value } from '../onnx/builder.ts'

export interface AttentionOptions {
  /** Rows of the pictures or prompts in one run, int64 [1]. */
  readonly batch: Value
  readonly heads: number
  /** 1 for a token that counts, int32 [n, tokens]. */
  readonly mask?: Value
  /** Each token sees itself and those before it. */
  readonly causal?: boolean
}

/**
 * Softmax(q · kᵀ / √d) · v of several heads. `q`, `k`, `v` [n · tokens, width] → [n · tokens, width]. ONNX Runtime's
 * own operator never builds the scores of all tokens with all others, which would take gigabytes for large pictures.
 */
export function attention(
  graph: GraphBuilder,
  [q, k, v]: readonly [Value, Value, Value],
  width: number,
  options: AttentionOptions,
): Value {
  const { batch, heads, mask, causal = false } = options
  const shape = graph.node('Concat', [batch, graph.integers([-1, width])], { axis: 0 })
  const [queries, keys, values] = [q, k, v].map((rows) => graph.node('Reshape', [rows, shape])) as [
    Value,
    Value,
    Value,
  ]
  const inputs = mask === undefined ? [queries, keys, values] : [queries, keys, values, '', mask]
  const attributes = { num_heads: heads, ...(causal ? { unidirectional: 1 } : {}) }
  const mixed = graph.microsoft('MultiHeadAttention', inputs, attributes)
  return graph.node('Reshape', [mixed, graph.integers([-1, width])])
}

/** Pictures as rows of pixels: [n, c, h, w] → rows [n · h · w, c], and the shape that `toPicture` needs to go back. */
export function toRows(graph: GraphBuilder, x: Value, channels: number): { rows: Value; shape: Value } {
  const last = graph.node('Transpose', [x], { perm: [0, 2, 3, 1] })
  return {
    rows: graph.node('Reshape', [last, graph.integers([-1, channels])]),
    shape: graph.node('Shape', [last]),
  }
}

export function toPicture(graph: GraphBuilder, rows: Value, shape: Value): Value {
  return graph.node('Transpose', [graph.node('Reshape', [rows, shape])], { perm: [0, 3, 1, 2] })
}
