import { VersoError } from '#shared/errors.ts'
import type { EngineRequest } from '../engine.ts'
import { sampleGaussian } from '../tensor/arithmetic.ts'
import { toLatents } from '../tensor/latent-units.ts'
import type { Sampler } from '../samplers/sampler.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { drawNoise, type PictureRun, type PipelineRun } from './pipeline-run.ts'

/** What the autoencoder knows of a picture: a Gaussian for each latent cell, or with no variance the latents. */
export interface LatentGaussian {
  readonly mean: Tensor
  readonly logVariance: Tensor | null
}

/** Latents of a picture as the denoiser takes them. Draws once from the picture's generator, if there is what to draw. */
export function sampleLatents(
  run: PipelineRun,
  picture: PictureRun,
  { mean, logVariance }: LatentGaussian,
): Tensor {
  const sample =
    logVariance === null ? mean : sampleGaussian(mean, logVariance, drawNoise(picture, mean.shape))
  return toLatents(sample, run.model.autoencoder)
}

/**
 * The sampler's entry that a strength starts at: of n steps the last ⌊n·strength⌋ are taken, as in diffusers. Throws
 * `bad-request` when none is left.
 */
export function firstStep({ steps, strength }: EngineRequest, { order }: Pick<Sampler, 'order'>): number {
  const taken = Math.min(Math.floor(steps * strength), steps)
  if (taken >= 1) return (steps - taken) * order
  const least = Math.ceil(100 / steps) / 100
  throw new VersoError(
    'bad-request',
    `A strength of ${strength} leaves none of ${steps} steps to take. Set the strength to at least ${least}, or take more steps.`,
    { subject: 'strength' },
  )
}
