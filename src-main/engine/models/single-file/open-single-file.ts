import type { z } from 'zod'
import { readClipVocabulary } from '#engine/tokenizers/clip-vocabulary.ts'
import type { TokenizerSource } from '#engine/networks/network.ts'
import { openWeights } from '#engine/weights/weight-source.ts'
import type { WeightSource } from '#engine/weights/weight-source.ts'
import { fileHash } from '../model-hash.ts'
import { readSeparate } from '../autoencoders/plan-autoencoder.ts'
import { ModelIndex } from '../model-index.ts'
import type { ModelSource, TokenizerPart, WeighedPart } from '../model-source.ts'
import { fitConfig } from '../read-json.ts'
import { readAutoencoder } from './autoencoder.ts'
import { readDenoiser } from './denoiser.ts'
import { autoencoderRoot, denoiserRoot, findParts, incomplete } from './parts.ts'
import type { PartRoots, SingleFileFamily } from './parts.ts'
import { schedulerOf } from './scheduler.ts'
import { shapeOf, under } from './tensors.ts'
import type { PartTensors, ReadPart } from './tensors.ts'
import { readClip, readOpenClip } from './text-encoder.ts'

/** Latents are multiplied by this so that their deviation is about 1. */
const scalingFactors: Readonly<Record<SingleFileFamily, number>> = {
  ...{ sd1: 0.18215, sd2: 0.18215, sdxl: 0.13025, 'sdxl-refiner': 0.13025 },
}

/**
 * A whole model in one file of the original layout. Nothing is converted: each part is a view of the file's tensors
 * under diffusers' names. `vae`: an autoencoder that stands in where the file has none. Throws `model-unsupported` for other files, naming what they are or lack.
 */
export async function openSingleFile(path: string, vae: string | null = null): Promise<ModelSource> {
  const source = await openWeights(path, [path])
  const roots = findParts(source)
  const scheduler = await schedulerOf(source, roots.family)
  const own = partsOf(source, roots, scheduler['prediction_type'] === 'v_prediction')
  const standIn = await standInFor(source, vae, scalingFactors[roots.family])
  const parts: Parts = standIn === null ? own : { ...own, vae: () => standIn }
  let words: ReturnType<typeof readClipVocabulary> | null = null
  const part = (name: WeighedPart): ReadPart => {
    const read = parts[name]
    if (read === undefined) throw incomplete(path, name)
    return read()
  }
  return {
    path,
    layout: 'single-file',
    index: indexOf(roots),
    config: async <T>(name: WeighedPart | 'scheduler', schema: z.ZodType<T>) =>
      fitConfig(path, name === 'scheduler' ? scheduler : part(name).config, schema),
    weights: async (name) => part(name).weights,
    async tokenizer(name, _, positions): Promise<TokenizerSource> {
      words ??= readClipVocabulary()
      return { kind: 'clip', ...(await words), maxLength: positions, padToken: padTokenOf(name, roots) }
    },
    about: async () => ({}),
    hash: (_, cache) => fileHash(path, cache),
  }
}

/** An autoencoder for a file that has none, where one was asked for. TAESD cannot stand in: it has no moments. */
async function standInFor(
  source: WeightSource,
  vae: string | null,
  scalingFactor: number,
): Promise<ReadPart | null> {
  if (vae === null || under(source, autoencoderRoot).tensors.size > 0) return null
  const read = await readSeparate(vae, scalingFactor)
  return read.config['_class_name'] === 'AutoencoderKL' ? read : null
}

type Parts = Partial<Record<WeighedPart, () => ReadPart>>

function partsOf(source: WeightSource, roots: PartRoots, isV: boolean): Parts {
  const { family, clip, openClip } = roots
  const isXl = family === 'sdxl' || family === 'sdxl-refiner'
  const options = { dropsLast: !isXl }
  return {
    unet: () => {
      const denoiser = under(source, denoiserRoot)
      const side = isXl ? 128 : family === 'sd2' && isV ? 96 : 64
      return readDenoiser(denoiser, source, {
        ...{ heads: family === 'sd1' ? 8 : null, sampleSize: side },
        pooledWidth: isXl && openClip !== null ? pooledWidth(under(source, openClip)) : 0,
        timeIds: family === 'sdxl' ? 6 : 5,
      })
    },
    vae: () => {
      const autoencoder = under(source, autoencoderRoot)
      if (autoencoder.tensors.size === 0)
        throw incomplete(source.label, 'its autoencoder (first_stage_model)')
      return readAutoencoder(autoencoder, source, scalingFactors[family])
    },
    ...(clip === null ? {} : { text_encoder: () => readClip(under(source, clip), source) }),
    ...(openClip === null
      ? {}
      : {
          [isXl ? 'text_encoder_2' : 'text_encoder']: () =>
            readOpenClip(under(source, openClip), source, options),
        }),
  }
}

function pooledWidth(openClip: PartTensors): number {
  return shapeOf(openClip, 'text_projection', 2)[1] ?? 0
}

/** `model_index.json` as the family's pipeline has it. */
function indexOf({ family }: PartRoots): ModelIndex {
  const isXl = family === 'sdxl' || family === 'sdxl-refiner'
  const first = family === 'sdxl-refiner' ? [null, null] : ['transformers', 'CLIPTextModel']
  return ModelIndex.parse({
    _class_name: isXl ? 'StableDiffusionXLPipeline' : 'StableDiffusionPipeline',
    text_encoder: first,
    tokenizer: first[0] === null ? first : ['transformers', 'CLIPTokenizer'],
    text_encoder_2: isXl ? ['transformers', 'CLIPTextModelWithProjection'] : [null, null],
    tokenizer_2: isXl ? ['transformers', 'CLIPTokenizer'] : [null, null],
    unet: ['diffusers', 'UNet2DConditionModel'],
    vae: ['diffusers', 'AutoencoderKL'],
    scheduler: ['diffusers', 'SchedulerMixin'],
    force_zeros_for_empty_prompt: family === 'sdxl',
  })
}

/** OpenCLIP's encoders were trained with prompts padded by token 0, which is "!"; OpenAI's with the end token. */
function padTokenOf(part: TokenizerPart, { family }: PartRoots): string {
  return part === 'tokenizer_2' || family === 'sd2' ? '!' : '<|endoftext|>'
}
