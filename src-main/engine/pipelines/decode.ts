import type { RgbPicture } from '../engine.ts'
import { tensorToPicture } from '../tensor/pictures.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { PictureRun, PipelineRun } from './pipeline-run.ts'

/** Final latents to the pixels of the picture. */
export async function decode(run: PipelineRun, picture: PictureRun, latents: Tensor): Promise<RgbPicture> {
  await run.pause()
  picture.decoding()
  return tensorToPicture(await run.model.autoencoder.decode(latents))
}
