import type { WeightSource } from '../weights/weight-source.ts'
import { convolution } from './layers/convolution.ts'
import { GraphBuilder } from './onnx/builder.ts'
import type { BuiltGraph } from './onnx/builder.ts'

/** The network that training/starter/upscaler.py trains. */
const [width, blocks] = [64, 8]
export const upscalerScale = 2

/**
 * A residual network at the small size and a pixel shuffle at its end (EDSR, Lim et al. 2017,
 * https://arxiv.org/abs/1707.02921): `pixels` [batch, 3, H, W] in −1 … 1 → `enlarged` [batch, 3, 2H, 2W].
 */
export function buildUpscaler(weights: WeightSource): BuiltGraph {
  const graph = new GraphBuilder('upscaler', weights)
  const pixels = graph.input('pixels', 'float', ['batch', 3, 'height', 'width'])
  let x = convolution(graph, pixels, 'first', 3, width)
  for (let index = 0; index < blocks; index++) {
    const name = `blocks.${index}`
    const inner = graph.node('Relu', [convolution(graph, x, `${name}.first`, width, width)])
    x = graph.node('Add', [x, convolution(graph, inner, `${name}.second`, width, width)])
  }
  const apart = convolution(graph, x, 'last', width, 3 * upscalerScale ** 2)
  const shuffled = graph.node('DepthToSpace', [apart], { blocksize: upscalerScale, mode: 'CRD' })
  const repeated = graph.node('Resize', [pixels, '', graph.floats([1, 1, upscalerScale, upscalerScale])], {
    mode: 'nearest',
    nearest_mode: 'floor',
    coordinate_transformation_mode: 'asymmetric',
  })
  graph.output('enlarged', graph.node('Add', [shuffled, repeated]), ['batch', 3, 'rows', 'columns'])
  return graph.finish()
}
