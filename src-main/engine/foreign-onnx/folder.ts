import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { VersoError } from '#shared/errors.ts'
import { About } from '../models/about.ts'
import { readConfig, readJson } from '../models/read-json.ts'
import { StoredScheduler } from '../models/scheduler-config.ts'
import { AmuseTemplate, aboutOf, schedulerOf } from './amuse-template.ts'

/** What of a folder's JSON files matters; exporters leave many of them out, and none is needed. */
export interface FolderConfigs {
  readonly index: z.infer<typeof Index>
  readonly unet: z.infer<typeof Unet>
  readonly vae: z.infer<typeof Vae>
  readonly text: readonly z.infer<typeof Text>[]
  readonly scheduler: StoredScheduler | null
  readonly about: About
  readonly template: AmuseTemplate
}

/** Pipelines whose parts are those of Stable Diffusion, by any program's name for them. */
const pipeline = /^(Onnx|ORT)?(StableDiffusion|LatentConsistencyModel)(?!3)/

const Index = z.looseObject({
  _class_name: z.string().regex(pipeline, 'only Stable Diffusion is known as an ONNX folder').optional(),
  force_zeros_for_empty_prompt: z.boolean().default(true),
})
const size = z.number().int().min(1).max(16_384)
const Unet = z.looseObject({
  in_channels: size.optional(),
  sample_size: z.union([size, z.array(size).length(2)]).nullish(),
})
const Vae = z.looseObject({
  block_out_channels: z.array(size).min(1).max(8).optional(),
  latent_channels: size.max(256).optional(),
  scaling_factor: z.number().positive().max(1000).optional(),
  shift_factor: z.number().min(-1000).max(1000).nullish(),
  latents_mean: z.null('means of latent channels are not known here').optional(),
})
const Text = z.looseObject({
  hidden_act: z.string().optional(),
  max_position_embeddings: size.optional(),
})

/** Whether a path is a folder of a model whose networks are ONNX files, and not .safetensors, which serve better. */
export async function isOnnxFolder(path: string): Promise<boolean> {
  const found = await readdir(join(path, 'unet')).catch((): string[] => [])
  if (found.includes('model.onnx')) return !found.some((name) => name.endsWith('.safetensors'))
  const transformer = await readdir(join(path, 'transformer')).catch((): string[] => [])
  if (!transformer.includes('model.onnx')) return false
  const message = `${path}: its denoiser is a transformer (Stable Diffusion 3, Flux and their like). Verso opens ONNX folders of Stable Diffusion 1.x, 2.x and SDXL; choose one of those.`
  throw new VersoError('model-unsupported', message, { subject: path })
}

/** Reads the JSON files that are there. Throws `model-unsupported` where one does not fit. */
export async function readFolder(folder: string): Promise<FolderConfigs> {
  const read = async <T>(schema: z.ZodType<T>, ...names: string[]): Promise<T> => {
    const file = join(folder, ...names)
    return (await readJson(file)) === null ? schema.parse({}) : readConfig(file, schema)
  }
  const template = await read(AmuseTemplate, 'amuse_template.json')
  const scheduler = join(folder, 'scheduler', 'scheduler_config.json')
  const own = await read(About, 'verso.json')
  return {
    index: await read(Index, 'model_index.json'),
    unet: await read(Unet, 'unet', 'config.json'),
    vae: await read(Vae, 'vae_decoder', 'config.json'),
    text: [
      await read(Text, 'text_encoder', 'config.json'),
      await read(Text, 'text_encoder_2', 'config.json'),
    ],
    scheduler:
      (await readJson(scheduler)) === null
        ? schedulerOf(template)
        : await readConfig(scheduler, StoredScheduler),
    about: { ...aboutOf(template), ...own },
    template,
  }
}

export async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() === true
}
