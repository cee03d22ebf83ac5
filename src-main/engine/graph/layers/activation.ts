import type { GraphBuilder, Value } from '../onnx/builder.ts'

/** x · sigmoid(x); ONNX Runtime's QuickGelu with alpha 1 is the same in one pass. */
export function silu(graph: GraphBuilder, x: Value): Value {
  return graph.microsoft('QuickGelu', [x], { alpha: { float: 1 } })
}

export const activations = {
  silu,
  gelu: (graph: GraphBuilder, x: Value): Value => graph.node('Gelu', [x]),
  gelu_new: (graph: GraphBuilder, x: Value): Value => graph.node('Gelu', [x], { approximate: 'tanh' }),
  quick_gelu: (graph: GraphBuilder, x: Value): Value =>
    graph.microsoft('QuickGelu', [x], { alpha: { float: 1.702 } }),
  relu: (graph: GraphBuilder, x: Value): Value => graph.node('Relu', [x]),
} as const

/** Names as Hugging Face's `ACT2FN` has them. */
export type ActivationName = keyof typeof activations
