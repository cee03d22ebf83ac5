import { VersoError } from '#shared/errors.ts'
import type { GraphBuilder, Value } from '../onnx/builder.ts'

/** How much a network's pixels look at each token of a text: the sum over its attentions, and how many they are. */
export interface AttentionWatch {
  /** Height and width of the maps, int64 [2]. */
  readonly size: Value
  /** [n, tokens, height, width]; null before the first attention. */
  sum: Value | null
  count: number
}

/**
 * Softmax(q · kᵀ / √d), its mean over the heads: `q` [n · pixels, width] and `k` [n · tokens, width] →
 * [n, pixels, tokens]. Each pixel's numbers sum to 1.
 */
export function attentionShares(
  graph: GraphBuilder,
  [q, k]: readonly [Value, Value],
  width: number,
  { batch, heads }: { readonly batch: Value; readonly heads: number },
): Value {
  const shape = graph.node('Concat', [batch, graph.integers([-1, heads, width / heads])], { axis: 0 })
  const byHead = (rows: Value, perm: readonly number[]): Value =>
    graph.node('Transpose', [graph.node('Reshape', [rows, shape])], { perm })
  const scaled = graph.node('Mul', [q, graph.floats([(width / heads) ** -0.5])])
  const scores = graph.node('MatMul', [byHead(scaled, [0, 2, 1, 3]), byHead(k, [0, 2, 3, 1])])
  return graph.node('ReduceMean', [graph.node('Softmax', [scores]), graph.integers([1])], { keepdims: 0 })
}

/**
 * Adds the shares of one transformer's attentions to a watch, as maps of its size; `shape` is that of the picture
 * [n, h, w, c]. They are summed before they are resized, and at once, so that few maps are in memory together.
 */
export function addShares(
  graph: GraphBuilder,
  watch: AttentionWatch,
  shares: readonly Value[],
  shape: Value,
): void {
  if (shares.length === 0) return
  const sum = shares.reduce((left, right) => graph.node('Add', [left, right]))
  const places = graph.node('Slice', [shape, graph.integers([0]), graph.integers([3])])
  const pixels = graph.node('Concat', [places, graph.integers([-1])], { axis: 0 })
  const maps = graph.node('Transpose', [graph.node('Reshape', [sum, pixels])], { perm: [0, 3, 1, 2] })
  const attributes = { mode: 'linear', coordinate_transformation_mode: 'half_pixel', axes: [2, 3] }
  const resized = graph.node('Resize', [maps, '', '', watch.size], attributes)
  watch.sum = watch.sum === null ? resized : graph.node('Add', [watch.sum, resized])
  watch.count += shares.length
}

/**
 * The output `attention` [batch, tokens, height, width]: the mean over all attentions to the text. Throws
 * `model-unsupported` where the network has none; `label` is what the message calls it.
 */
export function giveAttention(graph: GraphBuilder, { sum, count }: AttentionWatch, label: string): void {
  if (sum === null) {
    const message = `${label} pays no attention to single words, so there are no maps of it. Ask for none, or choose another model.`
    throw new VersoError('model-unsupported', message, { subject: label })
  }
  const mean = graph.node('Div', [sum, graph.floats([count])])
  graph.output('attention', mean, ['batch', 'tokens', 'height', 'width'])
}
