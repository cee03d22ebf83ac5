import type { GraphBuilder, Value } from '../onnx/builder.ts'
import { silu } from './activation.ts'
import { linear } from './linear.ts'

export interface TimeEmbeddingOptions {
  /** Width of the sines and cosines together. */
  readonly width: number
  readonly out: number
  readonly flipSinToCos: boolean
  readonly freqShift: number
}

/** Sines and cosines of the timestep [t] (diffusers' `get_timestep_embedding`), then two linear maps: [t, out]. */
export function timeEmbedding(
  graph: GraphBuilder,
  timestep: Value,
  name: string,
  options: TimeEmbeddingOptions,
): Value {
  const { width, out, flipSinToCos, freqShift } = options
  const column = graph.node('Reshape', [timestep, graph.integers([-1, 1])])
  const angles = graph.node('Mul', [column, graph.floats(frequencies(width / 2, freqShift), [1, width / 2])])
  const waves = [graph.node('Sin', [angles]), graph.node('Cos', [angles])]
  const both = graph.node('Concat', flipSinToCos ? waves.reverse() : waves, { axis: 1 })
  const first = silu(graph, linear(graph, both, `${name}.linear_1`, width, out))
  return linear(graph, first, `${name}.linear_2`, out, out)
}

/** 10000^(−i / (half − shift)), rounded where torch rounds: the angles go up to 999. */
function frequencies(half: number, shift: number): number[] {
  const { fround } = Math
  return Array.from({ length: half }, (_, i) =>
    Math.exp(fround(fround(fround(-Math.log(10_000)) * i) / (half - shift))),
  )
}
