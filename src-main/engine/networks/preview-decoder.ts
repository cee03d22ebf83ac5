import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { planAutoencoder } from '../models/autoencoders/plan-autoencoder.ts'
import type { NetworkOptions } from './lazy-session.ts'
import type { DiffusionModel } from './network.ts'
import { openTinyAutoencoder } from './tiny-autoencoder.ts'

/**
 * A model with the TAESD that lies beside it (a file or folder whose name begins with `taesd`), which decodes previews:
 * better than none, where the model has no linear map of its own. TAESD for SDXL has `xl` in its name.
 */
export async function withPreviewDecoder(
  model: DiffusionModel,
  options: NetworkOptions,
): Promise<DiffusionModel> {
  if (model.previewMatrix !== null) return model
  for (const path of await candidates(model)) {
    // One that does not fit is for another model.
    const plan = await planAutoencoder(path, 1).catch(() => null)
    if (plan?.kind !== 'tiny' || plan.config.latent_channels !== model.autoencoder.latentChannels) continue
    const decoder = openTinyAutoencoder(plan, { ...options, subject: path })
    return {
      ...model,
      previewDecoder: (latents) => decoder.decode(latents),
      async release() {
        await model.release()
        await decoder.release()
      },
    }
  }
  return model
}

async function candidates({ card }: DiffusionModel): Promise<string[]> {
  const folder = dirname(card.path)
  const isXl = card.family.startsWith('sdxl')
  const names = await readdir(folder).catch(() => [])
  return names
    .filter((name) => /^taesd(?!.*encoder)/i.test(name) && /xl/i.test(name) === isXl)
    .sort()
    .map((name) => join(folder, name))
}
