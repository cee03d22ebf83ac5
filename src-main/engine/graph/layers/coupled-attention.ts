import type { GraphBuilder, Value } from '../onnx/builder.ts'
import { attention } from './attention.ts'

/** Several texts for each picture: how much each counts where, [n, texts, height, width]; a place's shares sum to 1. */
export interface Coupling {
  readonly shares: Value
}

/** The shares at the size of a picture [n, h, w, c] of that `shape`, as factors of its pixels: [n, texts, h · w, 1]. */
export function placeShares(graph: GraphBuilder, { shares }: Coupling, shape: Value): Value {
  const size = graph.node('Slice', [shape, graph.integers([1]), graph.integers([3])])
  const attributes = { mode: 'linear', coordinate_transformation_mode: 'half_pixel', axes: [2, 3] }
  const resized = graph.node('Resize', [shares, '', '', size], attributes)
  const leading = graph.node('Shape', [resized], { start: 0, end: 2 })
  return graph.node('Reshape', [
    resized,
    graph.node('Concat', [leading, graph.integers([-1, 1])], { axis: 0 }),
  ])
}

/**
 * Attention of each picture to each of its texts, then their mean by `factors` (what artists call attention couple):
 * `q` [n · pixels, width], `k` and `v` [n · texts · tokens, width] → [n · pixels, width].
 */
export function coupledAttention(
  graph: GraphBuilder,
  [q, k, v]: readonly [Value, Value, Value],
  width: number,
  heads: number,
  factors: Value,
): Value {
  const leading = graph.node('Shape', [factors], { start: 0, end: 2 })
  const pictures = graph.node('Shape', [factors], { start: 0, end: 1 })
  const join = (lead: Value, rest: readonly number[]): Value =>
    graph.node('Concat', [lead, graph.integers(rest)], { axis: 0 })
  const alone = graph.node('Reshape', [q, join(pictures, [1, -1, width])])
  const spread = graph.node('Expand', [alone, join(leading, [1, 1])])
  const rows = graph.node('Reshape', [spread, graph.integers([-1, width])])
  const batch = graph.node('ReduceProd', [leading, graph.integers([0])], { keepdims: 1 })
  const told = attention(graph, [rows, k, v], width, { batch, heads })
  const byText = graph.node('Reshape', [told, join(leading, [-1, width])])
  const sum = graph.node('ReduceSum', [graph.node('Mul', [byText, factors]), graph.integers([1])], {
    keepdims: 0,
  })
  return graph.node('Reshape', [sum, graph.integers([-1, width])])
}
