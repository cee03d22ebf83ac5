import type { WeightSource } from '#engine/weights/weight-source.ts'
import type { ClipTextConfig } from './clip-text-config.ts'
import { activations } from '../layers/activation.ts'
import { attention } from '../layers/attention.ts'
import { linear, wordEmbedding } from '../layers/linear.ts'
import { layerNorm } from '../layers/norm.ts'
import { GraphBuilder } from '../onnx/builder.ts'
import type { BuiltGraph, Value } from '../onnx/builder.ts'

export interface ClipTextOptions {
  /** SDXL: states before the last layer, without the final norm. */
  readonly penultimate: boolean
  /** Whether the prompt as a whole is an output: CLIPTextModelWithProjection. */
  readonly pooled: boolean
}

/** AUTOMATIC1111's and diffusers' greatest useful number of layers to leave out. */
const mostSkipped = 11

/**
 * transformers' CLIPTextModel: `ids` [batch, tokens] → `states` [batch, tokens, width], its last hidden state after
 * the final norm. `tokens` is the model's `max_position_embeddings`. The states without the last k layers, k of
 * 1 … `maxSkip`, are further outputs `states-k`; `pooled` is [batch, projection].
 */
export function buildClipText(
  config: ClipTextConfig,
  weights: WeightSource,
  { penultimate, pooled }: ClipTextOptions,
): { graph: BuiltGraph; maxSkip: number } {
  const graph = new GraphBuilder('text encoder', weights)
  const { hidden_size: width, max_position_embeddings: tokens, num_hidden_layers: layers } = config
  // Files written before transformers 5 begin each name with the class's attribute.
  const root = graph.has('text_model.embeddings.token_embedding.weight') ? 'text_model.' : ''
  const ids = graph.input('ids', 'int32', ['batch', tokens])
  const batch = graph.node('Shape', [ids], { start: 0, end: 1 })
  const words = wordEmbedding(graph, ids, `${root}embeddings.token_embedding`, config.vocab_size, width)
  const places = graph.weight(`${root}embeddings.position_embedding.weight`, [tokens, width])
  const entered = graph.node('Add', [words, places])
  const states = [graph.node('Reshape', [entered, graph.integers([-1, width])])]
  for (let layer = 0; layer < layers; layer++)
    states.push(encoderLayer(graph, states[layer]!, `${root}encoder.layers.${layer}`, config, batch))
  const normal = (rows: Value): Value =>
    layerNorm(graph, rows, `${root}final_layer_norm`, width, config.layer_norm_eps)
  const first = penultimate ? 1 : 0
  const maxSkip = Math.min(mostSkipped, layers - first)
  for (let skip = 0; skip <= maxSkip; skip++) {
    const rows = states[layers - first - skip]!
    const shaped = graph.node('Reshape', [
      penultimate ? rows : normal(rows),
      graph.integers([-1, tokens, width]),
    ])
    graph.output(skip === 0 ? 'states' : `states-${skip}`, shaped, ['batch', tokens, width])
  }
  if (pooled) {
    const whole = pool(graph, normal(states[layers]!), ids, config)
    graph.output('pooled', whole, ['batch', config.projection_dim])
  }
  return { graph: graph.finish(), maxSkip }
}

/** The state of each prompt's first end token, projected: rows [batch · tokens, width] → [batch, projection]. */
function pool(graph: GraphBuilder, rows: Value, ids: Value, config: ClipTextConfig): Value {
  const { hidden_size: width, max_position_embeddings: tokens, projection_dim: out } = config
  // transformers reads 2 so: those configs were written before the tokenizer's true number was.
  const marks =
    config.eos_token_id === 2
      ? ids
      : graph.node('Cast', [graph.node('Equal', [ids, endToken(graph, config)])], { to: 6 })
  const last = graph.node('ArgMax', [marks], { axis: 1, keepdims: 1, select_last_index: 0 })
  const states = graph.node('Reshape', [rows, graph.integers([-1, tokens, width])])
  const ends = graph.node('GatherND', [states, last], { batch_dims: 1 })
  // OpenCLIP's own files hold the projection as a bare matrix [width, projection].
  if (graph.has('text_projection'))
    return graph.node('MatMul', [ends, graph.weight('text_projection', [width, out])])
  return linear(graph, ends, 'text_projection', width, out, { bias: false })
}

function endToken(graph: GraphBuilder, config: ClipTextConfig): Value {
  return graph.node('Cast', [graph.integers([config.eos_token_id])], { to: 6 })
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
