import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { VersoError } from '#shared/errors.ts'
import { damaged } from '#engine/weights/damaged.ts'
import { openWeights } from '#engine/weights/weight-source.ts'
import type { WeightSource } from '#engine/weights/weight-source.ts'
import { readConfig } from '../read-json.ts'

/** diffusers and transformers name their files so. */
const stems = ['diffusion_pytorch_model', 'model']
/** Full precision first: on the CPU numbers are float32 either way. */
const variants = ['', '.fp16', '.bf16']
const pickles = /\.(bin|ckpt|pt|pth|pkl)$/

const ShardIndex = z.object({ weight_map: z.record(z.string(), z.string().regex(/^[^/\\]+\.safetensors$/)) })

/** Opens the weights of one component's folder: one file, a variant, or shards with their index. */
export async function openComponent(folder: string): Promise<WeightSource> {
  const found = new Set(await readdir(folder).catch(() => []))
  for (const variant of variants) {
    for (const stem of stems) {
      const single = `${stem}${variant}.safetensors`
      if (found.has(single)) return openWeights(join(folder, single), [join(folder, single)])
      const index = indexNames(stem, variant).find((name) => found.has(name))
      if (index !== undefined) return openShards(folder, index)
    }
  }
  if ([...found].some((name) => pickles.test(name))) throw onlyPickles(folder)
  throw damaged(folder, 'it holds no .safetensors file')
}

function indexNames(stem: string, variant: string): string[] {
  return [`${stem}${variant}.safetensors.index.json`, `${stem}.safetensors.index${variant}.json`]
}

async function openShards(folder: string, index: string): Promise<WeightSource> {
  const { weight_map: map } = await readConfig(join(folder, index), ShardIndex)
  const shards = [...new Set(Object.values(map))].sort()
  if (shards.length === 0 || shards.length > 1000)
    throw damaged(join(folder, index), `it names ${shards.length} files`)
  return openWeights(
    folder,
    shards.map((shard) => join(folder, shard)),
  )
}

function onlyPickles(folder: string): VersoError {
  const message = `${folder} holds its weights as a pickle, which can run programs when it is opened. Verso does not open it; get the .safetensors version of this model.`
  return new VersoError('model-unsupported', message, { subject: folder })
}
