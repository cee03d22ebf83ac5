import { scale } from '../tensor/arithmetic.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { decode } from './decode.ts'
import { denoise } from './denoise.ts'
import { drawNoise, type PictureRun, type PipelineRun } from './pipeline-run.ts'

/** Pictures from a prompt alone, as diffusers' `StableDiffusionPipeline`. */
export async function textToImage(run: PipelineRun): Promise<void> {
  const conditioning = await run.encodePrompts()
  for (const picture of run.pictures) {
    const start = { latents: firstLatents(run, picture), first: 0 }
    const latents = await denoise(run, picture, conditioning, start)
    picture.finished({ seed: picture.seed, picture: await decode(run, picture, latents), latents })
  }
}

/** The noise that a picture starts from. */
export function firstLatents(run: PipelineRun, picture: PictureRun): Tensor {
  return scale(drawNoise(picture, run.latentShape), picture.sampler.initialDeviation)
}
