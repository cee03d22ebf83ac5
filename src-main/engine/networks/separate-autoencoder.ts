import { VersoError } from '#shared/errors.ts'
import { latentScale } from '../graph/vae-config.ts'
import { tinyLatentScale } from '../graph/tiny-vae-config.ts'
import { planAutoencoder } from '../models/autoencoders/plan-autoencoder.ts'
import type { AutoencoderPlan } from '../models/autoencoders/plan-autoencoder.ts'
import { openAutoencoder } from './autoencoder.ts'
import type { NetworkOptions } from './lazy-session.ts'
import type { Autoencoder, DiffusionModel } from './network.ts'
import { openTinyAutoencoder } from './tiny-autoencoder.ts'

/** A model with the autoencoder at `path` in place of its own; null: as it is. */
export async function withAutoencoder(
  model: DiffusionModel,
  path: string | null,
  options: NetworkOptions,
): Promise<DiffusionModel> {
  if (path === null) return model
  const autoencoder = await openSeparateAutoencoder(path, model, options)
  return {
    ...model,
    autoencoder,
    async release() {
      await model.release()
      await autoencoder.release()
    },
  }
}

/**
 * The autoencoder at `path` in place of a model's own. Throws `model-unsupported` where its latents are not those that
 * the model's denoiser makes.
 */
async function openSeparateAutoencoder(
  path: string,
  { autoencoder, card }: Pick<DiffusionModel, 'autoencoder' | 'card'>,
  options: NetworkOptions,
): Promise<Autoencoder> {
  const plan = await planAutoencoder(path, autoencoder.scalingFactor)
  const scale = plan.kind === 'tiny' ? tinyLatentScale(plan.config) : latentScale(plan.config)
  const { latent_channels: channels } = plan.config
  if (channels !== autoencoder.latentChannels || scale !== autoencoder.scale) {
    const message = `${path} has latents of ${channels} channels at 1/${scale} of the size, but ${card.name} makes ${autoencoder.latentChannels} at 1/${autoencoder.scale}. Choose an autoencoder made for this kind of model.`
    throw new VersoError('model-unsupported', message, { subject: path })
  }
  return openPlanned(plan, { ...options, subject: path })
}

function openPlanned(plan: AutoencoderPlan, options: NetworkOptions): Autoencoder {
  return plan.kind === 'tiny' ? openTinyAutoencoder(plan, options) : openAutoencoder({ vae: plan }, options)
}
