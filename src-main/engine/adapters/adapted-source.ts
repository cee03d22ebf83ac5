import { VersoError } from '#shared/errors.ts'
import { ClipTextConfig } from '../graph/text/clip-text-config.ts'
import { UnetConfig } from '../graph/unet-config.ts'
import type { ModelSource, WeighedPart } from '../models/model-source.ts'
import type { WeightSource } from '../weights/weight-source.ts'
import type { ModelAdditions } from './additions.ts'
import type { AdaptedNetwork } from './fit-lora.ts'
import { planEmbeddings } from './plan-embeddings.ts'
import type { WordedEncoder } from './plan-embeddings.ts'
import { planLoras } from './plan-loras.ts'
import { textTargets, unetTargets } from './target-names.ts'

/** A model with what LoRAs and embeddings add to its weights and words. Throws where one of them does not fit it. */
export async function adaptSource(source: ModelSource, additions: ModelAdditions): Promise<ModelSource> {
  return withWords(await withLoras(source, additions.loras), additions.embeddings)
}

async function withLoras(source: ModelSource, loras: ModelAdditions['loras']): Promise<ModelSource> {
  if (loras.length === 0) return source
  const parts = { unet: await unetNetwork(source), ...(await textNetworks(source)) }
  const changes = await planLoras(loras, parts)
  return {
    ...source,
    async weights(part: WeighedPart): Promise<WeightSource> {
      const weights = await source.weights(part)
      const own = part === 'vae' ? undefined : changes.get(part)
      return own === undefined ? weights : { ...weights, changes: own }
    },
  }
}

async function withWords(source: ModelSource, files: readonly string[]): Promise<ModelSource> {
  if (files.length === 0) return source
  const added = await planEmbeddings(files, await wordedEncoders(source))
  return {
    ...source,
    async weights(part: WeighedPart): Promise<WeightSource> {
      const weights = await source.weights(part)
      const own = part === 'text_encoder' || part === 'text_encoder_2' ? added.get(part) : undefined
      return own === undefined ? weights : { ...weights, addedWords: own.rows }
    },
    async tokenizer(part, kind, positions) {
      const tokenizer = await source.tokenizer(part, kind, positions)
      const own = added.get(part === 'tokenizer' ? 'text_encoder' : 'text_encoder_2')
      return tokenizer.kind === 'clip' && own !== undefined ? { ...tokenizer, words: own.words } : tokenizer
    },
  }
}

async function wordedEncoders(source: ModelSource): Promise<WordedEncoder[]> {
  const encoders: WordedEncoder[] = []
  for (const part of textParts) {
    const kind = source.index[part][1]
    if (kind === null) continue
    if (kind === 'BertModel') {
      const message = `${source.path} reads prompts with BERT, and embeddings are made for CLIP. Leave them out, or choose another model.`
      throw new VersoError('model-unsupported', message, { subject: 'embeddings' })
    }
    const { hidden_size: width, vocab_size: vocabulary } = await source.config(part, ClipTextConfig)
    encoders.push({ part, width, vocabulary })
  }
  return encoders
}

const textParts = ['text_encoder', 'text_encoder_2'] as const

async function unetNetwork(source: ModelSource): Promise<AdaptedNetwork> {
  const weights = await source.weights('unet')
  const { layers_per_block: layers } = await source.config('unet', UnetConfig)
  const [each = null, ...others] = new Set([layers].flat())
  return { weights, targets: unetTargets(weights, others.length === 0 ? each : null) }
}

async function textNetworks(
  source: ModelSource,
): Promise<Partial<Record<'text_encoder' | 'text_encoder_2', AdaptedNetwork>>> {
  const networks: Partial<Record<'text_encoder' | 'text_encoder_2', AdaptedNetwork>> = {}
  for (const part of textParts) {
    if (source.index[part][1] === null) continue
    const weights = await source.weights(part)
    networks[part] = { weights, targets: textTargets(weights) }
  }
  return networks
}
