import type { WeightSource } from '../weights/weight-source.ts'
import { convolution } from '../graph/layers/convolution.ts'
import { linear } from '../graph/layers/linear.ts'
import type { MatcherConfig } from './config.ts'
import { GraphBuilder } from '../graph/onnx/builder.ts'
import type { BuiltGraph, Value } from '../graph/onnx/builder.ts'

type Layer = MatcherConfig['layers'][number]

/**
 * The matcher that training/starter/matcher.py trains: `pixels` [batch, 3, size, size] in −1 … 1 → `vectors`
 * [batch, width], not yet of unit length.
 */
export function buildMatcher(config: MatcherConfig, weights: WeightSource): BuiltGraph {
  const graph = new GraphBuilder('matcher', weights)
  const { size } = config.input
  let x = graph.input('pixels', 'float', ['batch', 3, size, size])
  let side = size
  for (const layer of config.layers) {
    x = addLayer(graph, x, layer, side)
    if (layer.type === 'convolution') side = Math.ceil(side / layer.stride)
  }
  graph.output('vectors', x, ['batch', 'width'])
  return graph.finish()
}

/** `side` is that of `x`, in places. */
function addLayer(graph: GraphBuilder, x: Value, layer: Layer, side: number): Value {
  const relu = (value: Value): Value => graph.node('Relu', [value])
  switch (layer.type) {
    case 'convolution':
      return relu(convolution(graph, x, layer.name, layer.in, layer.out, { stride: layer.stride }))
    case 'residual': {
      const { name, width } = layer
      const inner = relu(convolution(graph, x, `${name}.first`, width, width))
      return relu(graph.node('Add', [x, convolution(graph, inner, `${name}.second`, width, width)]))
    }
    case 'mean-over-quarters': {
      const half = Math.floor(side / 2)
      const means = graph.node('AveragePool', [x], { kernel_shape: [half, half], strides: [half, half] })
      return graph.node('Flatten', [means], { axis: 1 })
    }
    case 'linear':
      return linear(graph, x, layer.name, layer.in, layer.out)
  }
}
