import { eightBitConvolution } from './eight-bit.ts'
import type { GraphBuilder, Value } from '../onnx/builder.ts'
import { seamlessPadding } from './seamless-padding.ts'
import type { Padding } from './seamless-padding.ts'

export interface ConvolutionOptions {
  readonly kernel?: number
  readonly stride?: number
  /** Top, left, bottom, right; by default what keeps the size at stride 1. */
  readonly padding?: Padding
}

/** Narrower convolutions read or write latents, where rounding shows most and speed matters least. */
const leastEightBit = 32

/** A convolution with bias: `x` [n, width, h, w] → [n, out, h', w']. */
export function convolution(
  graph: GraphBuilder,
  x: Value,
  name: string,
  width: number,
  out: number,
  options: ConvolutionOptions = {},
): Value {
  const { kernel = 3, stride = 1 } = options
  const side = (kernel - 1) / 2
  const wanted = options.padding ?? [side, side, side, side]
  const { x: padded, padding } = seamlessPadding(graph, x, wanted)
  const isLarge = Math.min(width, out) >= leastEightBit
  if (graph.eightBit !== null && isLarge)
    return eightBitConvolution(graph, graph.eightBit, padded, name, [width, out], { kernel, stride, padding })
  const weight = graph.weight(`${name}.weight`, [out, width, kernel, kernel])
  return graph.node('Conv', [padded, weight, graph.weight(`${name}.bias`, [out])], {
    kernel_shape: [kernel, kernel],
    strides: [stride, stride],
    pads: padding,
  })
}

/** Doubles both sides by repeating pixels, then a 3 × 3 convolution; `size` (h, w as int64) overrides the doubling. */
export function upsample(graph: GraphBuilder, x: Value, name: string, width: number, size?: Value): Value {
  const attributes = {
    mode: 'nearest',
    nearest_mode: 'floor',
    coordinate_transformation_mode: 'asymmetric',
  }
  const larger =
    size === undefined
      ? graph.node('Resize', [x, '', graph.floats([1, 1, 2, 2])], attributes)
      : graph.node('Resize', [x, '', '', size], { ...attributes, axes: [2, 3] })
  return convolution(graph, larger, `${name}.conv`, width, width)
}

/** Halves both sides by a 3 × 3 convolution; padding 0 stands for one row below and one column to the right. */
export function downsample(
  graph: GraphBuilder,
  x: Value,
  name: string,
  width: number,
  padding: number,
): Value {
  const sides = padding === 0 ? ([0, 0, 1, 1] as const) : ([padding, padding, padding, padding] as const)
  return convolution(graph, x, `${name}.conv`, width, width, { stride: 2, padding: sides })
}

/** Height and width of `x` [n, c, h, w] as int64 [2]. */
export function sizeOf(graph: GraphBuilder, x: Value): Value {
  return graph.node('Shape', [x], { start: 2, end: 4 })
}
