import type { GraphBuilder, Value } from '../onnx/builder.ts'
import type { ConvolutionOptions } from './convolution.ts'

/** Where a convolution's kernel looks, worked out by the graph from the size of x [n, c, h, w]. */
export interface PixelPlaces {
  /** Height and width of the result, int64 [2]. */
  readonly sides: Value
  /**
   * int64 [h' · w', kernel²]: the number y · w + x of each pixel that an output pixel sees; h · w stands for padding.
   * Null where each sees itself alone.
   */
  readonly places: Value | null
}

interface Axis {
  readonly size: Value
  readonly count: Value
  /** [count, kernel] */
  readonly at: Value
  readonly inside: Value
}

export function pixelPlaces(
  graph: GraphBuilder,
  x: Value,
  options: Required<ConvolutionOptions>,
): PixelPlaces {
  const { kernel, stride, padding } = options
  if (kernel === 1 && stride === 1)
    return { sides: graph.node('Shape', [x], { start: 2, end: 4 }), places: null }
  return graph.once(`places ${JSON.stringify([x, kernel, stride, padding])}`, () => {
    const [top, left, bottom, right] = padding
    const down = axisOf(graph, x, 2, options, [top, bottom])
    const across = axisOf(graph, x, 3, options, [left, right])
    const sides = graph.node('Concat', [down.count, across.count], { axis: 0 })
    const [rowAxes, columnAxes] = [graph.integers([1, 3]), graph.integers([0, 2])]
    const [rows, rowsInside] = [down.at, down.inside].map((v) => graph.node('Unsqueeze', [v, rowAxes]))
    const [columns, columnsInside] = [across.at, across.inside].map((v) =>
      graph.node('Unsqueeze', [v, columnAxes]),
    )
    const number = graph.node('Add', [graph.node('Mul', [rows!, across.size]), columns!])
    const inside = graph.node('And', [rowsInside!, columnsInside!])
    const outside = graph.node('Mul', [down.size, across.size])
    const places = graph.node('Where', [inside, number, outside])
    return { sides, places: graph.node('Reshape', [places, graph.integers([-1, kernel * kernel])]) }
  })
}

/** The coordinates that the kernel sees along one axis, for each place it stands at. */
function axisOf(
  graph: GraphBuilder,
  x: Value,
  axis: number,
  { kernel, stride }: Required<ConvolutionOptions>,
  [before, after]: readonly [number, number],
): Axis {
  const one = graph.integers([1])
  const size = graph.node('Shape', [x], { start: axis, end: axis + 1 })
  const span = graph.node('Add', [size, graph.integers([before + after - kernel])])
  const count = graph.node('Add', [graph.node('Div', [span, graph.integers([stride])]), one])
  const [start, step] = [graph.integers([0], []), graph.integers([1], [])]
  const steps = graph.node('Range', [start, graph.node('Squeeze', [count]), step])
  const corners = graph.node('Mul', [steps, graph.integers([stride])])
  const offsets = Array.from({ length: kernel }, (_, index) => index - before)
  const at = graph.node('Add', [
    graph.node('Unsqueeze', [corners, one]),
    graph.integers(offsets, [1, kernel]),
  ])
  const inside = graph.node('And', [
    graph.node('GreaterOrEqual', [at, graph.integers([0])]),
    graph.node('Less', [at, size]),
  ])
  return { size, count, at, inside }
}
