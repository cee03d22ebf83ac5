import type { GraphBuilder, Value } from '../onnx/builder.ts'
import { silu } from './activation.ts'
import { linear } from './linear.ts'

/** Two linear maps on the waves of the timestep: `waves` [t, width] → [t, out]. */
export function timeEmbedding(
  graph: GraphBuilder,
  waves: Value,
  name: string,
  width: number,
  out: number,
): Value {
  const first = silu(graph, linear(graph, waves, `${name}.linear_1`, width, out))
  return linear(graph, first, `${name}.linear_2`, out, out)
}
