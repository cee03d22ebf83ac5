import { VersoError } from '#shared/errors.ts'
import { buildBert } from '../graph/text/bert.ts'
import { BertConfig } from '../graph/text/bert-config.ts'
import { buildClipText } from '../graph/text/clip-text.ts'
import { ClipTextConfig } from '../graph/text/clip-text-config.ts'
import type { BuiltGraph } from '../graph/onnx/builder.ts'
import type { TokenizerSource } from '../networks/network.ts'
import type { WeightSource } from '../weights/weight-source.ts'
import type { ModelSource } from './model-source.ts'

/** A text encoder that has been checked: its graph points at weights of the right shapes. */
export interface TextEncoderPlan {
  /** As the model's card calls it. */
  readonly name: string
  readonly graph: BuiltGraph
  readonly weights: WeightSource
  readonly tokenizer: TokenizerSource
  readonly width: number
  /** Width of a prompt as a whole; 0 where the encoder does not give one. */
  readonly pooledWidth: number
  /** Last layers that may be left out. */
  readonly maxSkip: number
  /** Whether the graph has an input that hides padding, and whether it is used. */
  readonly mask: 'none' | 'all-ones' | 'padding'
  /** What Stable Diffusion family the encoder speaks for, where it stands alone. */
  readonly family: 'starter' | 'sd1' | 'sd2'
}

const parts = [
  { encoder: 'text_encoder', tokenizer: 'tokenizer', name: 'text encoder' },
  { encoder: 'text_encoder_2', tokenizer: 'tokenizer_2', name: 'text encoder 2' },
] as const

/** One plan for each text encoder, in the order in which their states lie side by side. */
export async function planTextEncoders(source: ModelSource): Promise<TextEncoderPlan[]> {
  // SDXL's encoders were trained for states before their last layer; its pipelines are those with a second encoder.
  const penultimate = source.index.text_encoder_2[1] !== null
  const plans: TextEncoderPlan[] = []
  for (const part of parts) {
    const kind = source.index[part.encoder][1]
    if (kind === 'BertModel') plans.push(await planBert(source))
    else if (kind !== null) {
      const pooled = kind === 'CLIPTextModelWithProjection'
      plans.push(await planClip(source, part, { penultimate, pooled }))
    }
  }
  return plans
}

async function planBert(source: ModelSource): Promise<TextEncoderPlan> {
  const config = await source.config('text_encoder', BertConfig)
  const weights = await source.weights('text_encoder')
  const tokenizer = await source.tokenizer('tokenizer', 'bert', config.max_position_embeddings)
  const graph = buildBert(config, weights, tokenizer.maxLength)
  return {
    ...{ name: 'text encoder', graph, weights, tokenizer, family: 'starter' },
    ...{ width: config.hidden_size, pooledWidth: 0, maxSkip: 0 },
    mask: config.use_attention_mask ? 'padding' : 'all-ones',
  }
}

async function planClip(
  source: ModelSource,
  part: (typeof parts)[number],
  { penultimate, pooled }: { penultimate: boolean; pooled: boolean },
): Promise<TextEncoderPlan> {
  const config = await source.config(part.encoder, ClipTextConfig)
  const weights = await source.weights(part.encoder)
  const tokenizer = await source.tokenizer(part.tokenizer, 'clip', config.max_position_embeddings)
  if (tokenizer.maxLength !== config.max_position_embeddings) {
    const message = `${source.path}: its ${part.tokenizer} gives ${tokenizer.maxLength} tokens, but its ${part.encoder} takes ${config.max_position_embeddings}. Get the model again from its source.`
    throw new VersoError('model-damaged', message, { subject: source.path })
  }
  const { graph, maxSkip } = buildClipText(config, weights, { penultimate, pooled })
  return {
    ...{ name: part.name, graph, weights, tokenizer, maxSkip, mask: 'none' },
    width: config.hidden_size,
    pooledWidth: pooled ? config.projection_dim : 0,
    // OpenAI's encoder (SD 1.x) has the quick GELU, OpenCLIP's (SD 2.x) the exact one.
    family: config.hidden_act === 'quick_gelu' ? 'sd1' : 'sd2',
  }
}
