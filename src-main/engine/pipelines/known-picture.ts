import { VersoError } from '#shared/errors.ts'
import type { EngineRequest } from '../engine.ts'
import { sampleGaussian, scale } from '../tensor/arithmetic.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { drawNoise, type PictureRun, type PipelineRun } from './pipeline-run.ts'

/** What the autoencoder knows of a picture: a Gaussian for each latent cell. */
export type LatentGaussian = Readonly<Record<'mean' | 'logVariance', Tensor>>

/** Latents of a picture as the denoiser takes them. Draws once from the picture's generator. */
export function sampleLatents(
  run: PipelineRun,
  picture: PictureRun,
  { mean, logVariance }: LatentGaussian,
): Tensor {
  const { scalingFactor, shiftFactor } = run.model.autoencoder
  const sample = sampleGaussian(mean, logVariance, drawNoise(picture, mean.shape))
  if (shiftFactor === 0) return scale(sample, scalingFactor)
  return scale({ ...sample, data: sample.data.map((x) => x - shiftFactor) }, scalingFactor)
}

/**
 * The first step that a strength leaves: of n steps the last ⌊n·strength⌋ are taken, as in diffusers. Throws
 * `bad-request` when none is left.
 */
export function firstStep({ steps, strength }: EngineRequest): number {
  const taken = Math.min(Math.floor(steps * strength), steps)
  if (taken >= 1) return steps - taken
  const least = Math.ceil(100 / steps) / 100
  throw new VersoError(
    'bad-request',
    `A strength of ${strength} leaves none of ${steps} steps to take. Set the strength to at least ${least}, or take more steps.`,
    { subject: 'strength' },
  )
}
