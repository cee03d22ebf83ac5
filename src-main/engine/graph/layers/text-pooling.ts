import type { GraphBuilder, Value } from '../onnx/builder.ts'
import { attention } from './attention.ts'
import { linear } from './linear.ts'
import { layerNorm } from './norm.ts'

export interface TextPoolingOptions {
  readonly width: number
  readonly out: number
  readonly heads: number
  /** Prompts, int64 [1]. */
  readonly batch: Value
}

/**
 * diffusers' TextTimeEmbedding: a prompt as a whole, by attention of its mean to its tokens. `rows` [n · tokens, width]
 * → [n, out].
 */
export function textPooling(
  graph: GraphBuilder,
  rows: Value,
  name: string,
  { width, out, heads, batch }: TextPoolingOptions,
): Value {
  const flat = graph.integers([-1, width])
  const normal = layerNorm(graph, rows, `${name}.norm1`, width)
  const shape = graph.node('Concat', [batch, graph.integers([-1, width])], { axis: 0 })
  const tokens = graph.node('Reshape', [normal, shape])
  const mean = graph.node('ReduceMean', [tokens, graph.integers([1])], { keepdims: 1 })
  const place = graph.weight(`${name}.pool.positional_embedding`, [1, width])
  const whole = graph.node('Add', [mean, place])
  const seen = graph.node('Reshape', [graph.node('Concat', [whole, tokens], { axis: 1 }), flat])
  const part = (which: string, from: Value): Value =>
    linear(graph, from, `${name}.pool.${which}`, width, width)
  const query = part('q_proj', graph.node('Reshape', [whole, flat]))
  const parts = [query, part('k_proj', seen), part('v_proj', seen)] as const
  const pooled = attention(graph, parts, width, { batch, heads })
  return layerNorm(graph, linear(graph, pooled, `${name}.proj`, width, out), `${name}.norm2`, out)
}
