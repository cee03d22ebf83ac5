import { scale } from '../tensor/arithmetic.ts'
import { decode } from './decode.ts'
import { denoise } from './denoise.ts'
import { drawNoise, type PipelineRun } from './pipeline-run.ts'

/** Pictures from a prompt alone, as diffusers' `StableDiffusionPipeline`. */
export async function textToImage(run: PipelineRun): Promise<void> {
  const conditioning = await run.encodePrompts()
  for (const picture of run.pictures) {
    const noise = drawNoise(picture, run.latentShape)
    const latents = await denoise(run, picture, conditioning, {
      latents: scale(noise, picture.sampler.initialDeviation),
      first: 0,
    })
    picture.finished({ seed: picture.seed, picture: await decode(run, picture, latents), latents })
  }
}
