import type { GraphBuilder, Value } from '../onnx/builder.ts'

/** Top, left, bottom, right. */
export type Padding = readonly [number, number, number, number]

/**
 * Pads `x` [n, c, h, w] with what lies at the other side along the edges that meet; what is left of the padding is
 * for the convolution, which fills it with zeros.
 */
export function seamlessPadding(
  graph: GraphBuilder,
  x: Value,
  padding: Padding,
): { x: Value; padding: Padding } {
  const { seamless } = graph
  const [top, left, bottom, right] = padding
  if (seamless === undefined || padding.every((side) => side === 0)) return { x, padding }
  const [down, across] = [seamless !== 'x', seamless !== 'y']
  const taken = [down ? top : 0, across ? left : 0, down ? bottom : 0, across ? right : 0] as const
  const ends = [0, 0, taken[0], taken[1], 0, 0, taken[2], taken[3]]
  const wrapped = graph.node('Pad', [x, graph.integers(ends)], { mode: 'wrap' })
  return {
    x: wrapped,
    padding: [top - taken[0], left - taken[1], bottom - taken[2], right - taken[3]],
  }
}
