import { VersoError } from '#shared/errors.ts'
import { blockPlans } from '../graph/unet-config.ts'
import type { UnetConfig } from '../graph/unet-config.ts'
import type { VaeConfig } from '../graph/vae-config.ts'
import type { About } from './about.ts'
import type { TextEncoderPlan } from './text-encoder-plan.ts'

export type Family = 'starter' | 'sd1' | 'sd2' | 'sdxl' | 'sdxl-refiner'

/** Told by the parts, never by a name: SDXL has a pooled prompt, its refiner that of one encoder alone. */
export function familyOf(text: readonly TextEncoderPlan[], _unet: UnetConfig): Family {
  if (text.some(({ pooledWidth }) => pooledWidth > 0)) return text.length === 2 ? 'sdxl' : 'sdxl-refiner'
  return text[0]?.family ?? 'sd1'
}

interface Parts {
  readonly text: readonly TextEncoderPlan[]
  readonly unet: UnetConfig
  readonly vae: VaeConfig
  readonly about: About
}

/** The parts of one model must fit one another. */
export function refuseMismatch(path: string, { text, unet, vae, about }: Parts): void {
  const latent = vae.latent_channels
  const width = text.reduce((sum, plan) => sum + plan.width, 0)
  const contexts = new Set(blockPlans(unet).map((plan) => plan.contextWidth))
  if (contexts.size !== 1 || !contexts.has(width))
    throw unfit(
      path,
      `its text encoders are ${width} wide, but its denoiser expects ${[...contexts].join(' and ')}`,
    )
  if (unet.out_channels !== latent)
    throw unfit(path, `its denoiser makes ${unet.out_channels} channels, but its autoencoder has ${latent}`)
  if (unet.in_channels !== latent && unet.in_channels !== 2 * latent + 1)
    throw unfit(
      path,
      `its denoiser takes ${unet.in_channels} channels, neither ${latent} latents nor ${2 * latent + 1} with a mask and a masked picture`,
    )
  if (about.preview?.matrix.every((row) => row.length === latent) === false)
    throw unfit(path, `its preview in verso.json does not have ${latent} columns, one a latent channel`)
}

function unfit(path: string, reason: string): VersoError {
  const message = `${path}: ${reason}. Choose a Stable Diffusion model for text to image or inpainting.`
  return new VersoError('model-unsupported', message, { subject: path })
}
