import type { GraphBuilder, Value } from '../onnx/builder.ts'

/** Normalises each row: `x` [rows, width]. */
export function layerNorm(graph: GraphBuilder, x: Value, name: string, width: number, epsilon = 1e-5): Value {
  const inputs = [x, graph.weight(`${name}.weight`, [width]), graph.weight(`${name}.bias`, [width])]
  return graph.node('LayerNormalization', inputs, { axis: -1, epsilon: { float: epsilon } })
}

/**
 * Normalises each group of channels: `x` [n, channels, h, w]. Written as InstanceNormalization over the groups,
 * which ONNX Runtime's CPU provider does fastest: in 0.6 times the time of the GroupNormalization operator, which
 * it only unfolds, and in 0.9 times that of LayerNormalization or of means taken apart ([2, 320, 64, 64]).
 */
export function groupNorm(
  graph: GraphBuilder,
  x: Value,
  name: string,
  channels: number,
  groups: number,
  epsilon: number,
): Value {
  const grouped = graph.node('Reshape', [x, graph.integers([0, groups, -1])])
  const [ones, zeros] = [1, 0].map((value) => graph.floats(new Array<number>(groups).fill(value))) as [
    Value,
    Value,
  ]
  const normal = graph.node('InstanceNormalization', [grouped, ones, zeros], { epsilon: { float: epsilon } })
  const y = graph.node('Reshape', [normal, graph.node('Shape', [x])])
  const perChannel = graph.integers([channels, 1, 1])
  const [scale, bias] = ['weight', 'bias'].map((part) =>
    graph.node('Reshape', [graph.weight(`${name}.${part}`, [channels]), perChannel]),
  ) as [Value, Value]
  return graph.node('Add', [graph.node('Mul', [y, scale]), bias])
}
