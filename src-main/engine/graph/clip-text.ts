import type { WeightSource } from '../weights/weight-source.ts'
import type { ClipTextConfig } from './clip-text-config.ts'
import { activations } from './layers/activation.ts'
import { attention } from './layers/attention.ts'
import { embedding, linear } from './layers/linear.ts'
import { layerNorm } from './layers/norm.ts'
import { GraphBuilder } from './onnx/builder.ts'
import type { BuiltGraph, Value } from './onnx/builder.ts'

/**
 * transformers' CLIPTextModel: `ids` [batch, tokens] → `states` [batch, tokens, width], its last hidden state
 * after the final norm. `tokens` is the model's `max_position_embeddings`.
 */
export function buildClipText(config: ClipTextConfig, weights: WeightSource): BuiltGraph {
  const graph = new GraphBuilder('text encoder', weights)
  const { hidden_size: width, max_position_embeddings: tokens } = config
  // Files written before transformers 5 begin each name with the class's attribute.
  const root = graph.has('text_model.embeddings.token_embedding.weight') ? 'text_model.' : ''
  const ids = graph.input('ids', 'int32', ['batch', tokens])
  const batch = graph.node('Shape', [ids], { start: 0, end: 1 })
  const words = embedding(graph, ids, `${root}embeddings.token_embedding`, config.vocab_size, width)
  const places = graph.weight(`${root}embeddings.position_embedding.weight`, [tokens, width])
  let x = graph.node('Reshape', [graph.node('Add', [words, places]), graph.integers([-1, width])])
  for (let layer = 0; layer < config.num_hidden_layers; layer++)
    x = encoderLayer(graph, x, `${root}encoder.layers.${layer}`, config, batch)
  const rows = layerNorm(graph, x, `${root}final_layer_norm`, width, config.layer_norm_eps)
  const states = graph.node('Reshape', [rows, graph.integers([-1, tokens, width])])
  graph.output('states', states, ['batch', tokens, width])
  return graph.finish()
}

function encoderLayer(
  graph: GraphBuilder,
  x: Value,
  name: string,
  config: ClipTextConfig,
  batch: Value,
): Value {
  const { hidden_size: width, intermediate_size: inner, layer_norm_eps: epsilon } = config
  const normal = layerNorm(graph, x, `${name}.layer_norm1`, width, epsilon)
  const part = (which: string): Value => linear(graph, normal, `${name}.self_attn.${which}`, width, width)
  const options = { batch, heads: config.num_attention_heads, causal: true }
  const mixed = attention(graph, [part('q_proj'), part('k_proj'), part('v_proj')], width, options)
  const seen = graph.node('Add', [x, linear(graph, mixed, `${name}.self_attn.out_proj`, width, width)])
  const second = layerNorm(graph, seen, `${name}.layer_norm2`, width, epsilon)
  const active = activations[config.hidden_act](graph, linear(graph, second, `${name}.mlp.fc1`, width, inner))
  return graph.node('Add', [seen, linear(graph, active, `${name}.mlp.fc2`, inner, width)])
}
