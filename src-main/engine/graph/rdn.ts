import type { WeightSource } from '../weights/weight-source.ts'
import { convolution } from './layers/convolution.ts'
import { GraphBuilder } from './onnx/builder.ts'
import type { BuiltGraph, Value } from './onnx/builder.ts'

/** Widths of the shipped network. */
const width = 64
const narrow = 32
const blocks = 10

/**
 * A residual dense network that enlarges pictures (Zhang et al. 2018, https://arxiv.org/abs/1802.08797; as built by
 * idealo's image-super-resolution and trained for UpscalerJS): `pixels` [batch, 3, H, W] in 0 … 1 →
 * `enlarged` [batch, 3, scale · H, scale · W].
 */
export function buildRdn(weights: WeightSource, scale: number): BuiltGraph {
  const graph = new GraphBuilder('upscaler', weights)
  const pixels = graph.input('pixels', 'float', ['batch', 3, 'height', 'width'])
  const first = convolution(graph, pixels, 'first', 3, width)
  let x = convolution(graph, first, 'second', width, width)
  const local: Value[] = []
  for (let index = 0; index < blocks; index++) local.push((x = block(graph, x, `blocks.${index}`)))
  x = graph.node('Concat', local, { axis: 1 })
  x = convolution(graph, x, 'fuse', width * blocks, width, { kernel: 1 })
  x = graph.node('Add', [convolution(graph, x, 'after_fuse', width, width), first])
  x = graph.node('Relu', [convolution(graph, x, 'up.0', width, width, { kernel: 5 })])
  x = graph.node('Relu', [convolution(graph, x, 'up.1', width, narrow)])
  const large = 3 * scale * scale
  x = convolution(graph, x, 'up.2', narrow, large)
  x = graph.node('Resize', [x, '', graph.floats([1, 1, scale, scale])], {
    mode: 'nearest',
    nearest_mode: 'floor',
    coordinate_transformation_mode: 'asymmetric',
  })
  x = convolution(graph, x, 'last', large, 3)
  graph.output('enlarged', x, ['batch', 3, 'rows', 'columns'])
  return graph.finish()
}

function block(graph: GraphBuilder, x: Value, name: string): Value {
  const active = graph.node('Relu', [convolution(graph, x, `${name}.convolution`, width, width)])
  const both = graph.node('Concat', [x, active], { axis: 1 })
  return graph.node('Add', [convolution(graph, both, `${name}.fuse`, width * 2, width, { kernel: 1 }), x])
}
