import { VersoError } from '#shared/errors.ts'
import type { UnetConfig } from '../graph/unet-config.ts'
import { contextWidth, timeIdCount } from '../graph/unet-plan.ts'
import type { VaeConfig } from '../graph/vae-config.ts'
import type { About } from './about.ts'
import type { TextEncoderPlan } from './text-encoder-plan.ts'

export type Family = 'starter' | 'sd1' | 'sd2' | 'sdxl' | 'sdxl-refiner'

/** Told by the parts, never by a name: SDXL has two text encoders, its refiner the pooled prompt of one alone. */
export function familyOf(text: readonly TextEncoderPlan[], unet: UnetConfig): Family {
  if (text.length === 2) return 'sdxl'
  if (timeIdCount(unet, pooledWidth(text)) > 0) return 'sdxl-refiner'
  return text[0]?.family ?? 'sd1'
}

/** Width of a prompt as a whole: that of the first encoder that gives one, 0 where none does. */
export function pooledWidth(text: readonly TextEncoderPlan[]): number {
  return text.find((plan) => plan.pooledWidth > 0)?.pooledWidth ?? 0
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
  if (contextWidth(unet) !== width)
    throw unfit(path, `its text encoders are ${width} wide, but its denoiser expects ${contextWidth(unet)}`)
  const ids = timeIdCount(unet, pooledWidth(text))
  if (![0, 5, 6].includes(ids) || (ids > 0 && pooledWidth(text) === 0))
    throw unfit(
      path,
      `its denoiser asks for ${ids} numbers beside a prompt of ${pooledWidth(text)}, where 5 or 6 are known`,
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
