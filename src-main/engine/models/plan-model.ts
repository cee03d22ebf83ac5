import { join, resolve } from 'node:path'
import type { z } from 'zod'
import { VersoError } from '#shared/errors.ts'
import type { ModelCard } from '#shared/entities/model-card.ts'
import type { BuiltGraph } from '../graph/onnx/builder.ts'
import { buildUnet } from '../graph/unet.ts'
import { blockPlans, UnetConfig } from '../graph/unet-config.ts'
import { buildVaeDecoder, buildVaeEncoder } from '../graph/vae.ts'
import { VaeConfig } from '../graph/vae-config.ts'
import { damaged } from '../weights/damaged.ts'
import type { WeightSource } from '../weights/weight-source.ts'
import { About } from './about.ts'
import { makeCard } from './card.ts'
import { openComponent } from './component-weights.ts'
import { modelHash } from './model-hash.ts'
import type { HashCache } from './model-hash.ts'
import { ModelIndex } from './model-index.ts'
import { readConfig, readJson } from './read-json.ts'
import { recogniseModel } from './recognise.ts'
import { StoredScheduler } from './scheduler-config.ts'
import { planTextEncoder } from './text-encoder-plan.ts'
import type { TextEncoderPlan } from './text-encoder-plan.ts'

/** A model that has been recognised and checked through: every tensor its graphs need is there, in the right shape. */
export interface ModelPlan {
  readonly card: ModelCard
  readonly about: About
  readonly scheduler: StoredScheduler
  readonly text: TextEncoderPlan
  readonly unet: { readonly config: UnetConfig; readonly graph: BuiltGraph }
  readonly vae: { readonly config: VaeConfig; readonly encoder: BuiltGraph; readonly decoder: BuiltGraph }
}

/**
 * Recognises the model at `path`, validates its configs, builds its graphs and so checks its tensors. Reads headers
 * and hashes files, but loads no weights. Throws `model-missing`, `model-damaged` or `model-unsupported`.
 */
export async function planModel(path: string, hashes: HashCache): Promise<ModelPlan> {
  const folder = resolve(path)
  await recogniseModel(folder)
  const index = await readConfig(join(folder, 'model_index.json'), ModelIndex)
  const text = await planTextEncoder(folder, index.text_encoder[1])
  const [unetConfig, unetWeights] = await readComponent(folder, 'unet', UnetConfig)
  const [vaeConfig, vaeWeights] = await readComponent(folder, 'vae', VaeConfig)
  refuseMismatch(folder, text, unetConfig, vaeConfig)
  const scheduler = await readConfig(join(folder, 'scheduler', 'scheduler_config.json'), StoredScheduler)
  const unet = { config: unetConfig, graph: buildUnet(unetConfig, unetWeights) }
  const [encoder, decoder] = [buildVaeEncoder(vaeConfig, vaeWeights), buildVaeDecoder(vaeConfig, vaeWeights)]
  const about = await readAbout(join(folder, 'verso.json'), vaeConfig.latent_channels)
  const parts = { 'text encoder': text.weights, unet: unetWeights, autoencoder: vaeWeights }
  const hash = await modelHash(
    folder,
    Object.values(parts).flatMap((part) => part.paths),
    hashes,
  )
  const { family } = text
  const card = makeCard({ folder, family, unet: unetConfig, vae: vaeConfig, scheduler, about, parts, hash })
  return { card, about, scheduler, text, unet, vae: { config: vaeConfig, encoder, decoder } }
}

async function readComponent<T>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
): Promise<[T, WeightSource]> {
  return [
    await readConfig(join(folder, name, 'config.json'), schema),
    await openComponent(join(folder, name)),
  ]
}

async function readAbout(file: string, latentChannels: number): Promise<About> {
  if ((await readJson(file)) === null) return {}
  const about = await readConfig(file, About)
  if (about.preview?.matrix.every((row) => row.length === latentChannels) === false)
    throw damaged(file, `its preview does not have ${latentChannels} columns, one a latent channel`)
  return about
}

/** The parts of one model must fit one another. */
function refuseMismatch(folder: string, text: TextEncoderPlan, unet: UnetConfig, vae: VaeConfig): void {
  const latent = vae.latent_channels
  const contexts = new Set(blockPlans(unet).map((plan) => plan.contextWidth))
  if (contexts.size !== 1 || !contexts.has(text.width))
    throw unfit(
      folder,
      `its text encoder is ${text.width} wide, but its denoiser expects ${[...contexts].join(' and ')}`,
    )
  if (unet.out_channels !== latent)
    throw unfit(folder, `its denoiser makes ${unet.out_channels} channels, but its autoencoder has ${latent}`)
  if (unet.in_channels !== latent && unet.in_channels !== 2 * latent + 1)
    throw unfit(
      folder,
      `its denoiser takes ${unet.in_channels} channels, neither ${latent} latents nor ${2 * latent + 1} with a mask and a masked picture`,
    )
}

function unfit(folder: string, reason: string): VersoError {
  const message = `${folder}: ${reason}. Choose a Stable Diffusion 1.x or 2.x model for text to image or inpainting.`
  return new VersoError('model-unsupported', message, { subject: folder })
}
