import type { HiresPass } from '#shared/entities/request-additions.ts'
import type { EngineRequest } from '../engine.ts'
import { resizeBilinear, resizeLanczos } from '../tensor/resample.ts'
import { toLatents } from '../tensor/latent-units.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { decode } from './decode.ts'
import { denoise } from './denoise.ts'
import { firstStep } from './known-picture.ts'
import { drawNoise, type PipelineRun } from './pipeline-run.ts'
import { firstLatents } from './text-to-image.ts'

/**
 * Two passes: a picture of the size that the model knows, then that picture enlarged and made anew as far as the
 * second pass's strength says. Each picture's noise for the second pass is that of its seed at the larger size, so
 * that it doesn't depend on how many numbers the first pass drew.
 */
export async function textToImageTwice(
  first: PipelineRun,
  second: PipelineRun,
  pass: HiresPass,
): Promise<void> {
  const [told, toldLarge] = [await first.encodePrompts(), await second.encodePrompts()]
  for (const [index, small] of first.pictures.entries()) {
    const latents = await denoise(first, small, told, { latents: firstLatents(first, small), first: 0 })
    const enlarged = await enlarge(second, latents, pass)
    const picture = second.pictures[index]!
    const from = firstStep(second.request, picture.sampler)
    const start = picture.sampler.addNoise(enlarged, drawNoise(picture, second.latentShape), from)
    const made = await denoise(second, picture, toldLarge, { latents: start, first: from })
    picture.finished({ seed: picture.seed, picture: await decode(second, picture, made), latents: made })
  }
}

/** The request of the second pass: sizes scaled and rounded to whole latent cells. */
export function secondRequest(request: EngineRequest, pass: HiresPass, cell: number): EngineRequest {
  const side = (length: number): number => Math.round((length * pass.scale) / cell) * cell
  return {
    ...request,
    width: side(request.width),
    height: side(request.height),
    steps: pass.steps ?? request.steps,
    strength: pass.strength,
    hires: null,
  }
}

async function enlarge(run: PipelineRun, latents: Tensor, { upscaler }: HiresPass): Promise<Tensor> {
  const [, , rows = 0, columns = 0] = run.latentShape
  if (upscaler === 'latent') return resizeBilinear(latents, rows, columns)
  const { autoencoder } = run.model
  const { width, height } = run.request
  const pixels = await autoencoder.decode(latents)
  const doubled = upscaler === 'model' ? await run.double(pixels) : pixels
  const { mean } = await autoencoder.encode(resizeLanczos(doubled, height, width))
  return toLatents(mean, autoencoder)
}
