import type { RgbPicture } from '../engine.ts'
import { pictureToTensor } from '../tensor/pictures.ts'
import { decode } from './decode.ts'
import { denoise } from './denoise.ts'
import { firstStep, sampleLatents } from './known-picture.ts'
import { drawNoise, type PipelineRun } from './pipeline-run.ts'

/** Pictures from a prompt and a picture, as diffusers' `StableDiffusionImg2ImgPipeline`. */
export async function imageToImage(run: PipelineRun, init: RgbPicture): Promise<void> {
  const conditioning = await run.encodePrompts()
  const known = await run.model.autoencoder.encode(pictureToTensor(init))
  const first = firstStep(run.request, run.pictures[0]!.sampler)
  for (const picture of run.pictures) {
    const original = sampleLatents(run, picture, known)
    const noise = drawNoise(picture, run.latentShape)
    const latents = await denoise(run, picture, conditioning, {
      latents: picture.sampler.addNoise(original, noise, first),
      first,
    })
    picture.finished({ seed: picture.seed, picture: await decode(run, picture, latents), latents })
  }
}
