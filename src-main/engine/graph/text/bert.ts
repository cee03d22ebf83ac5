import type { WeightSource } from '#engine/weights/weight-source.ts'
import type { BertConfig } from './bert-config.ts'
import { activations } from '../layers/activation.ts'
import { attention } from '../layers/attention.ts'
import { embedding, linear } from '../layers/linear.ts'
import { layerNorm } from '../layers/norm.ts'
import { GraphBuilder } from '../onnx/builder.ts'
import type { BuiltGraph, Value } from '../onnx/builder.ts'

/** What each layer needs beside its rows. */
interface Surroundings {
  readonly graph: GraphBuilder
  readonly config: BertConfig
  readonly batch: Value
  readonly mask: Value
}

/**
 * transformers' BertModel: `ids` and `mask` (1 for a token that counts), both [batch, tokens] → `states`
 * [batch, tokens, width]. `tokens` is how many the model's tokenizer gives.
 */
export function buildBert(config: BertConfig, weights: WeightSource, tokens: number): BuiltGraph {
  const graph = new GraphBuilder('text encoder', weights)
  const { hidden_size: width } = config
  const root = graph.has('bert.embeddings.word_embeddings.weight') ? 'bert.' : ''
  const ids = graph.input('ids', 'int32', ['batch', tokens])
  const mask = graph.input('mask', 'int32', ['batch', tokens])
  const batch = graph.node('Shape', [ids], { start: 0, end: 1 })
  let x = embeddings(graph, ids, `${root}embeddings`, config, tokens)
  for (let layer = 0; layer < config.num_hidden_layers; layer++)
    x = encoderLayer({ graph, config, batch, mask }, x, `${root}encoder.layer.${layer}`)
  const states = graph.node('Reshape', [x, graph.integers([-1, tokens, width])])
  graph.output('states', states, ['batch', tokens, width])
  return graph.finish()
}

/** Word, place and sentence (always the first) as rows [batch · tokens, width]. */
function embeddings(
  graph: GraphBuilder,
  ids: Value,
  name: string,
  config: BertConfig,
  tokens: number,
): Value {
  const { hidden_size: width, max_position_embeddings: places } = config
  const words = embedding(graph, ids, `${name}.word_embeddings`, config.vocab_size, width)
  const place = graph.weight(`${name}.position_embeddings.weight`, [places, width], [0, tokens])
  const sentence = graph.weight(
    `${name}.token_type_embeddings.weight`,
    [config.type_vocab_size, width],
    [0, 1],
  )
  const sum = graph.node('Add', [graph.node('Add', [words, sentence]), place])
  const rows = graph.node('Reshape', [sum, graph.integers([-1, width])])
  return layerNorm(graph, rows, `${name}.LayerNorm`, width, config.layer_norm_eps)
}

function encoderLayer({ graph, config, batch, mask }: Surroundings, x: Value, name: string): Value {
  const { hidden_size: width, intermediate_size: inner, layer_norm_eps: epsilon } = config
  const part = (which: string): Value => linear(graph, x, `${name}.attention.self.${which}`, width, width)
  const options = { batch, heads: config.num_attention_heads, mask }
  const mixed = attention(graph, [part('query'), part('key'), part('value')], width, options)
  const told = linear(graph, mixed, `${name}.attention.output.dense`, width, width)
  const seen = layerNorm(
    graph,
    graph.node('Add', [told, x]),
    `${name}.attention.output.LayerNorm`,
    width,
    epsilon,
  )
  const first = linear(graph, seen, `${name}.intermediate.dense`, width, inner)
  const fed = linear(
    graph,
    activations[config.hidden_act](graph, first),
    `${name}.output.dense`,
    inner,
    width,
  )
  return layerNorm(graph, graph.node('Add', [fed, seen]), `${name}.output.LayerNorm`, width, epsilon)
}
