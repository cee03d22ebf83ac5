import type { GraphBuilder, Value } from '../onnx/builder.ts'

/** Normalises each row: `x` [rows, width]. */
export function layerNorm(graph: GraphBuilder, x: Value, name: string, width: number, epsilon = 1e-5): Value {
  const inputs = [x, graph.weight(`${name}.weight`, [width]), graph.weight(`${name}.bias`, [width])]
  return graph.node('LayerNormalization', inputs, { axis: -1, epsilon: { float: epsilon } })
}

/**
 * Normalises each group of channels: `x` [n, channels, h, w].
 */
export function groupNorm(
  graph: GraphBuilder,
  x: Value,
  name: string,
  channels: number,
  groups: number,
  epsilon: number,
): Value {
  const scale = graph.weight(`${name}.weight`, [channels])
  const bias = graph.weight(`${name}.bias`, [channels])
  const how = process.env['GN'] ?? 'instance'
  if (how === 'op')
    return graph.node('GroupNormalization', [x, scale, bias], {
      num_groups: groups,
      epsilon: { float: epsilon },
    })
  const shape = graph.node('Shape', [x])
  const grouped = graph.node('Reshape', [x, graph.integers([0, groups, -1])])
  const affine = (y: Value): Value => {
    const s = graph.node('Reshape', [scale, graph.integers([channels, 1, 1])])
    const b = graph.node('Reshape', [bias, graph.integers([channels, 1, 1])])
    return graph.node('Add', [graph.node('Mul', [y, s]), b])
  }
  if (how === 'instance') {
    const ones = graph.floats(new Array<number>(groups).fill(1))
    const zeros = graph.floats(new Array<number>(groups).fill(0))
    const y = graph.node('InstanceNormalization', [grouped, ones, zeros], { epsilon: { float: epsilon } })
    return affine(graph.node('Reshape', [y, shape]))
  }
  if (how === 'layer') {
    const length = graph.node('Shape', [grouped], { start: 2, end: 3 })
    const ones = graph.node('Expand', [graph.floats([1]), length])
    const y = graph.node('LayerNormalization', [grouped, ones], { axis: -1, epsilon: { float: epsilon } })
    return affine(graph.node('Reshape', [y, shape]))
  }
  // folded: mean and variance, then one multiplication and one addition per number
  const axes = graph.integers([2])
  const mean = graph.node('ReduceMean', [grouped, axes], { keepdims: 1 })
  const square = graph.node('ReduceMean', [graph.node('Mul', [grouped, grouped]), axes], { keepdims: 1 })
  const variance = graph.node('Sub', [square, graph.node('Mul', [mean, mean])])
  const rstd = graph.node('Reciprocal', [
    graph.node('Sqrt', [graph.node('Add', [variance, graph.floats([epsilon])])]),
  ])
  const perGroup = channels / groups
  const s = graph.node('Reshape', [scale, graph.integers([groups, perGroup])])
  const b = graph.node('Reshape', [bias, graph.integers([groups, perGroup])])
  const a = graph.node('Mul', [rstd, s])
  const c = graph.node('Sub', [b, graph.node('Mul', [mean, a])])
  const per = graph.integers([-1, channels, 1, 1])
  return graph.node('Add', [
    graph.node('Mul', [x, graph.node('Reshape', [a, per])]),
    graph.node('Reshape', [c, per]),
  ])
}
