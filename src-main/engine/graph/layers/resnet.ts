import type { GraphBuilder, Value } from '../onnx/builder.ts'
import { silu } from './activation.ts'
import { convolution } from './convolution.ts'
import { linear } from './linear.ts'
import { groupNorm } from './norm.ts'

export interface ResnetOptions {
  readonly groups: number
  readonly epsilon: number
  /** SiLU of the time embedding [1 or n, width]; none in an autoencoder. */
  readonly time?: { readonly value: Value; readonly width: number }
}

/** diffusers' ResnetBlock2D: [n, width, h, w] → [n, out, h, w]. */
export function resnet(
  graph: GraphBuilder,
  x: Value,
  name: string,
  width: number,
  out: number,
  options: ResnetOptions,
): Value {
  const { groups, epsilon, time } = options
  let y = silu(graph, groupNorm(graph, x, `${name}.norm1`, width, groups, epsilon))
  y = convolution(graph, y, `${name}.conv1`, width, out)
  if (time !== undefined) {
    const shift = linear(graph, time.value, `${name}.time_emb_proj`, time.width, out)
    y = graph.node('Add', [y, graph.node('Reshape', [shift, graph.integers([-1, out, 1, 1])])])
  }
  y = silu(graph, groupNorm(graph, y, `${name}.norm2`, out, groups, epsilon))
  y = convolution(graph, y, `${name}.conv2`, out, out)
  const kept = width === out ? x : convolution(graph, x, `${name}.conv_shortcut`, width, out, { kernel: 1 })
  return graph.node('Add', [kept, y])
}
