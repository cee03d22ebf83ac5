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
  /** The time scales and shifts what the second norm gives, and is not added before it. */
  readonly scaleShift?: boolean
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
  const { groups, epsilon, time, scaleShift = false } = options
  const told = (rows?: readonly [number, number]): Value | null => {
    if (time === undefined) return null
    const both = scaleShift ? out * 2 : out
    const shift = linear(graph, time.value, `${name}.time_emb_proj`, time.width, both, rows ? { rows } : {})
    return graph.node('Reshape', [shift, graph.integers([-1, out, 1, 1])])
  }
  let y = silu(graph, groupNorm(graph, x, `${name}.norm1`, width, groups, epsilon))
  y = convolution(graph, y, `${name}.conv1`, width, out)
  const shift = scaleShift ? null : told()
  if (shift !== null) y = graph.node('Add', [y, shift])
  y = groupNorm(graph, y, `${name}.norm2`, out, groups, epsilon)
  if (scaleShift) y = scaledAndShifted(graph, y, told([0, out]), told([out, out * 2]))
  y = convolution(graph, silu(graph, y), `${name}.conv2`, out, out)
  const kept = width === out ? x : convolution(graph, x, `${name}.conv_shortcut`, width, out, { kernel: 1 })
  return graph.node('Add', [kept, y])
}

/** x·(1 + scale) + shift */
function scaledAndShifted(graph: GraphBuilder, x: Value, scale: Value | null, shift: Value | null): Value {
  if (scale === null || shift === null) return x
  const factor = graph.node('Add', [scale, graph.floats([1])])
  return graph.node('Add', [graph.node('Mul', [x, factor]), shift])
}
