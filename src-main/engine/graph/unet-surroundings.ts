import { silu } from './layers/activation.ts'
import type { AttentionWatch } from './layers/attention-maps.ts'
import type { Coupling } from './layers/coupled-attention.ts'
import { linear } from './layers/linear.ts'
import { textPooling } from './layers/text-pooling.ts'
import { timeEmbedding } from './layers/time-embedding.ts'
import type { GraphBuilder, Value } from './onnx/builder.ts'
import type { UnetConfig } from './unet-config.ts'
import { contextWidth } from './unet-plan.ts'

/** What every block of the network needs beside the picture. */
export interface Surroundings {
  readonly graph: GraphBuilder
  readonly config: UnetConfig
  /** SiLU of the time embedding, and how wide that is. */
  readonly time: { readonly value: Value; readonly width: number }
  /** Rows of the sample, int64 [1]. */
  readonly batch: Value
  /** Text states as rows [batch · tokens, width]. */
  readonly context: Value
  /** Hears what the picture looks at in the text; absent: nobody asks. */
  readonly watch?: AttentionWatch
  /** Where each of several texts counts; absent: there is one. */
  readonly coupling?: Coupling
}

/**
 * The inputs beside `sample` and what is made of them: `waves` of the timestep [1 or batch, first width], `context`
 * [batch, tokens, width], and where the config asks for them `guidance` [1, time_cond_proj_dim], the waves of the
 * guidance scale, and `added` [batch, projection_class_embeddings_input_dim], the pooled prompt and the waves of sizes.
 */
export function unetSurroundings(graph: GraphBuilder, config: UnetConfig, sample: Value): Surroundings {
  const batch = graph.node('Shape', [sample], { start: 0, end: 1 })
  const width = contextWidth(config)
  const states = graph.input('context', 'float', ['texts', 'tokens', width])
  const rows = graph.node('Reshape', [states, graph.integers([-1, width])])
  const time = timeValue(graph, config, { rows, batch })
  const projected = Array.isArray(config.cross_attention_dim)
    ? config.cross_attention_dim[0]!
    : config.cross_attention_dim
  const context = config.encoder_hid_dim ? linear(graph, rows, 'encoder_hid_proj', width, projected) : rows
  return { graph, config, time, batch, context }
}

function timeValue(
  graph: GraphBuilder,
  config: UnetConfig,
  text: { readonly rows: Value; readonly batch: Value },
): Surroundings['time'] {
  const first = config.block_out_channels[0] ?? 1
  const width = config.time_embedding_dim ?? first * 4
  let waves = graph.input('waves', 'float', ['times', first])
  if (config.time_cond_proj_dim) {
    const guidance = graph.input('guidance', 'float', ['times', config.time_cond_proj_dim])
    const name = 'time_embedding.cond_proj'
    const shift = linear(graph, guidance, name, config.time_cond_proj_dim, first, { bias: false })
    waves = graph.node('Add', [waves, shift])
  }
  const time = timeEmbedding(graph, waves, 'time_embedding', first, width)
  const added = addition(graph, config, width, text)
  return { value: silu(graph, added === null ? time : graph.node('Add', [time, added])), width }
}

function addition(
  graph: GraphBuilder,
  config: UnetConfig,
  width: number,
  { rows, batch }: { readonly rows: Value; readonly batch: Value },
): Value | null {
  const { addition_embed_type: kind, projection_class_embeddings_input_dim: addedWidth } = config
  if (kind === 'text_time' && addedWidth) {
    const added = graph.input('added', 'float', ['batch', addedWidth])
    return timeEmbedding(graph, added, 'add_embedding', addedWidth, width)
  }
  if (kind !== 'text') return null
  const heads = config.addition_embed_type_num_heads
  return textPooling(graph, rows, 'add_embedding', { width: contextWidth(config), out: width, heads, batch })
}
