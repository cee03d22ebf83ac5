import type { MaskPicture, RgbPicture } from '../engine.ts'
import { joinChannels, scale } from '../tensor/arithmetic.ts'
import { blankMasked, blendLatents, composite, maskToLatents } from '../tensor/masks.ts'
import { matchColours } from '../tensor/colour-match.ts'
import { pictureToTensor } from '../tensor/pictures.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { decode } from './decode.ts'
import { denoise, type DenoiseHooks } from './denoise.ts'
import { firstStep, sampleLatents, type LatentGaussian } from './known-picture.ts'
import { drawNoise, type PictureRun, type PipelineRun } from './pipeline-run.ts'

/**
 * Fills the masked part of a picture, as diffusers' `StableDiffusionInpaintPipeline`: by a model with channels for
 * mask and masked picture, or by any other, whose latents outside the mask are put back after each step. At the end
 * every pixel outside the mask is the given one.
 */
export async function inpaint(run: PipelineRun, init: RgbPicture, mask: MaskPicture): Promise<void> {
  const conditioning = await run.encodePrompts()
  const source = await encodeSource(run, init, mask)
  const first = firstStep(run.request, run.pictures[0]!.sampler)
  for (const picture of run.pictures) {
    const { start, hooks } = prepare(run, picture, source, first)
    const latents = await denoise(run, picture, conditioning, { latents: start, first }, hooks)
    const made = await decode(run, picture, latents)
    const matched = run.request.colourMatch ? matchColours(made, init, mask) : made
    picture.finished({ seed: picture.seed, picture: composite(init, matched, mask), latents })
  }
}

interface Source {
  readonly known: LatentGaussian
  readonly blanked: LatentGaussian | null
  readonly mask: Tensor
}

async function encodeSource({ model }: PipelineRun, init: RgbPicture, mask: MaskPicture): Promise<Source> {
  const pixels = pictureToTensor(init)
  const takesMask = model.denoiser.inputChannels !== model.denoiser.latentChannels
  return {
    known: await model.autoencoder.encode(pixels),
    blanked: takesMask ? await model.autoencoder.encode(blankMasked(pixels, mask)) : null,
    mask: maskToLatents(mask, model.autoencoder.scale),
  }
}

/** Draws in the order of diffusers: the picture's latents, the noise, the masked picture's latents. */
function prepare(run: PipelineRun, picture: PictureRun, { known, blanked, mask }: Source, first: number) {
  const { sampler } = picture
  const whole = run.request.strength === 1
  const original = whole && blanked !== null ? null : sampleLatents(run, picture, known)
  const noise = drawNoise(picture, run.latentShape)
  const masked = sampleLatents(run, picture, blanked ?? known)
  const start =
    whole || original === null
      ? scale(noise, sampler.initialDeviation)
      : sampler.addNoise(original, noise, first)
  if (blanked !== null || original === null) {
    const hooks: DenoiseHooks = { extend: (input) => joinChannels([input, mask, masked]) }
    return { start, hooks }
  }
  const keep = (latents: Tensor, index: number): Tensor => {
    const isLast = index + 1 === sampler.timesteps.length
    return blendLatents(isLast ? original : sampler.addNoise(original, noise, index + 1), latents, mask)
  }
  return { start, hooks: { afterStep: keep } satisfies DenoiseHooks }
}
