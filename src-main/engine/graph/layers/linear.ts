import { eightBitLinear } from './eight-bit.ts'
import type { GraphBuilder, Value } from '../onnx/builder.ts'

export interface LinearOptions {
  readonly bias?: boolean
  /** Takes these rows of the weight, so that a fused projection yields its parts without a copy. */
  readonly rows?: readonly [from: number, to: number]
  /** Where the network computes in eight bits, this map does too: it has many rows, and none far from the others. */
  readonly eightBit?: boolean
}

/**
 * x · Wᵀ + b on rows: `x` [rows, width] → [rows, out]. torch keeps W as [out, width]; Gemm reads it as it lies,
 * so no transposed copy is made.
 */
export function linear(
  graph: GraphBuilder,
  x: Value,
  name: string,
  width: number,
  out: number,
  options: LinearOptions = {},
): Value {
  const { bias = true, rows } = options
  if (options.eightBit === true && graph.eightBit !== null)
    return eightBitLinear(graph, graph.eightBit, x, name, [width, out], { bias, rows })
  const weight = graph.weight(`${name}.weight`, [out, width], rows)
  const inputs = bias ? [x, weight, graph.weight(`${name}.bias`, [out], rows)] : [x, weight]
  return graph.node('Gemm', inputs, { transB: 1 })
}

/** A table's rows by number, as float32: `ids` [n, tokens] → [n, tokens, width]. Only the rows taken are widened. */
export function embedding(
  graph: GraphBuilder,
  ids: Value,
  name: string,
  count: number,
  width: number,
): Value {
  const rows = graph.node('Gather', [graph.stored(`${name}.weight`, [count, width]), ids], { axis: 0 })
  return graph.node('Cast', [rows], { to: 1 })
}

/**
 * As `embedding`, for the table of words, which embeddings may have added rows to: numbers from `count` on take
 * theirs from the added rows. The table itself is not copied.
 */
export function wordEmbedding(
  graph: GraphBuilder,
  ids: Value,
  name: string,
  count: number,
  width: number,
): Value {
  if (graph.addedWords.length === 0) return embedding(graph, ids, name, count, width)
  const integer = (value: number): Value => graph.node('Cast', [graph.integers([value])], { to: 6 })
  const own = embedding(graph, graph.node('Min', [ids, integer(count - 1)]), name, count, width)
  const rows = graph.addedWords.map((tensor) => graph.tensor(tensor, tensor.shape))
  const table = rows.length === 1 ? rows[0]! : graph.node('Concat', rows, { axis: 0 })
  const places = graph.node('Max', [graph.node('Sub', [ids, integer(count)]), integer(0)])
  const added = graph.node('Gather', [table, places], { axis: 0 })
  const isAdded = graph.node('Unsqueeze', [
    graph.node('GreaterOrEqual', [ids, integer(count)]),
    graph.integers([-1]),
  ])
  return graph.node('Where', [isAdded, added, own])
}
