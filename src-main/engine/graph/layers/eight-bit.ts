import type { GraphBuilder, Value } from '../onnx/builder.ts'
import type { EightBitWeight, MadeWeights } from '../onnx/made-weights.ts'
import { pixelPlaces } from './pixel-places.ts'
import type { ConvolutionOptions } from './convolution.ts'

/**
 * Maps with weights and inputs in eight bits (W8A8, inputs by their range at each step): integers are multiplied,
 * sums are exact, and results are float32. Processors with VNNI or AMX do that four to eight times as fast.
 */

/** As `linear`, on rows. */
export function eightBitLinear(
  graph: GraphBuilder,
  made: MadeWeights,
  x: Value,
  name: string,
  [width, out]: readonly [width: number, out: number],
  { bias, rows }: { bias: boolean; rows?: readonly [from: number, to: number] | undefined },
): Value {
  const weight = made.eightBit(`${name}.weight`, [out, width], rows)
  const shift = bias ? graph.weight(`${name}.bias`, [out], rows) : ''
  return product(graph, rounded(graph, x), weight, shift)
}

/**
 * As `convolution`: each output pixel's neighbours are gathered into a row, and the rows multiplied. ONNX Runtime's own
 * integer convolution rounds its results to eight bits too, and is slower.
 */
export function eightBitConvolution(
  graph: GraphBuilder,
  made: MadeWeights,
  x: Value,
  name: string,
  [width, out]: readonly [width: number, out: number],
  options: Required<ConvolutionOptions>,
): Value {
  const { kernel } = options
  const weight = made.eightBit(`${name}.weight`, [out, width, kernel, kernel])
  const whole = rounded(graph, x)
  const pixels = graph.once(`pixels of ${whole.numbers}`, () => pixelRows(graph, whole, width))
  const { sides, places } = pixelPlaces(graph, x, options)
  let rows = pixels
  if (places !== null) {
    const seen = graph.node('Gather', [padded(graph, pixels, whole), places], { axis: 1 })
    rows = graph.node('Reshape', [seen, graph.integers([0, -1, kernel * kernel * width])])
  }
  const y = product(graph, { ...whole, numbers: rows }, weight, graph.weight(`${name}.bias`, [out]))
  const channels = graph.node('Transpose', [y], { perm: [0, 2, 1] })
  return graph.node('Reshape', [
    channels,
    graph.node('Concat', [graph.integers([0, out]), sides], { axis: 0 }),
  ])
}

/** x = scale · (numbers − zero), numbers from 0 to 255. */
interface Rounded {
  readonly numbers: Value
  readonly scale: Value
  readonly zero: Value
}

/** Once for all maps that read x. */
function rounded(graph: GraphBuilder, x: Value): Rounded {
  return graph.once(`eight bits of ${x}`, () => {
    const [numbers = '', scale = '', zero = ''] = graph.several('DynamicQuantizeLinear', [x], 3)
    return { numbers, scale, zero }
  })
}

function product(graph: GraphBuilder, x: Rounded, weight: EightBitWeight, bias: Value): Value {
  const [numbers, scale] = [graph.made(weight.numbers), graph.made(weight.scale)]
  const inputs = [x.numbers, numbers, x.scale, scale, x.zero, '', bias]
  return graph.microsoft('MatMulIntegerToFloat', bias === '' ? inputs.slice(0, 5) : inputs)
}

/** [n, c, h, w] as [n, h · w, c] */
function pixelRows(graph: GraphBuilder, { numbers }: Rounded, width: number): Value {
  const last = graph.node('Transpose', [numbers], { perm: [0, 2, 3, 1] })
  return graph.node('Reshape', [last, graph.integers([0, -1, width])])
}

/** One more pixel, whose channels are all 0: what lies outside the picture. */
function padded(graph: GraphBuilder, pixels: Value, { zero }: Rounded): Value {
  return graph.once(`padded ${pixels}`, () =>
    graph.node('Pad', [pixels, graph.integers([0, 0, 0, 0, 1, 0]), zero]),
  )
}
