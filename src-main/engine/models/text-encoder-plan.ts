import { join } from 'node:path'
import { VersoError } from '#shared/errors.ts'
import { buildBert } from '../graph/bert.ts'
import { BertConfig } from '../graph/bert-config.ts'
import { buildClipText } from '../graph/clip-text.ts'
import { ClipTextConfig } from '../graph/clip-text-config.ts'
import type { BuiltGraph } from '../graph/onnx/builder.ts'
import type { TokenizerSource } from '../networks/network.ts'
import type { WeightSource } from '../weights/weight-source.ts'
import { openComponent } from './component-weights.ts'
import { readConfig } from './read-json.ts'
import { readTokenizer } from './tokenizer-source.ts'

/** A text encoder that has been checked: its graph points at weights of the right shapes. */
export interface TextEncoderPlan {
  readonly graph: BuiltGraph
  readonly weights: WeightSource
  readonly tokenizer: TokenizerSource
  readonly width: number
  /** Whether the graph has an input that hides padding, and whether it is used. */
  readonly mask: 'none' | 'all-ones' | 'padding'
  /** What Stable Diffusion family the encoder speaks for. */
  readonly family: 'starter' | 'sd1' | 'sd2'
}

export async function planTextEncoder(
  model: string,
  kind: 'CLIPTextModel' | 'BertModel',
): Promise<TextEncoderPlan> {
  const config = join(model, 'text_encoder', 'config.json')
  return kind === 'BertModel' ? planBert(model, config) : planClip(model, config)
}

async function planBert(model: string, file: string): Promise<TextEncoderPlan> {
  const config = await readConfig(file, BertConfig)
  const weights = await openComponent(join(model, 'text_encoder'))
  const tokenizer = await readTokenizer(join(model, 'tokenizer'), 'bert', config.max_position_embeddings)
  const graph = buildBert(config, weights, tokenizer.maxLength)
  const mask = config.use_attention_mask ? 'padding' : 'all-ones'
  return { graph, weights, tokenizer, width: config.hidden_size, mask, family: 'starter' }
}

async function planClip(model: string, file: string): Promise<TextEncoderPlan> {
  const config = await readConfig(file, ClipTextConfig)
  const weights = await openComponent(join(model, 'text_encoder'))
  const tokenizer = await readTokenizer(join(model, 'tokenizer'), 'clip', config.max_position_embeddings)
  if (tokenizer.maxLength !== config.max_position_embeddings) {
    const message = `${model}: its tokenizer gives ${tokenizer.maxLength} tokens, but its text encoder takes ${config.max_position_embeddings}. Get the model again from its source.`
    throw new VersoError('model-damaged', message, { subject: model })
  }
  const graph = buildClipText(config, weights)
  // OpenAI's encoder (SD 1.x) has the quick GELU, OpenCLIP's (SD 2.x) the exact one.
  const family = config.hidden_act === 'quick_gelu' ? 'sd1' : 'sd2'
  return { graph, weights, tokenizer, width: config.hidden_size, mask: 'none', family }
}
