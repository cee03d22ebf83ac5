import { isFinite } from '../tensor/arithmetic.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { ConditioningPlan } from './conditioning.ts'
import { cleanPictures } from './step/clean-picture.ts'
import { mixedPrediction } from './step/mixed-prediction.ts'
import { NotFinite } from './step/not-finite.ts'
import { drawNoise, type PictureRun, type PipelineRun } from './pipeline-run.ts'

export interface DenoiseHooks {
  /** Adds channels to the denoiser's input. */
  readonly extend?: (input: Tensor) => Tensor
  /** Replaces the latents after the step at `index`. */
  readonly afterStep?: (latents: Tensor, index: number) => Tensor
}

/**
 * Takes the sampler's steps from `first` to the last. Conditioning of two rows means classifier-free guidance
 * (Ho and Salimans, 2022). Returns the final latents.
 */
export async function denoise(
  run: PipelineRun,
  picture: PictureRun,
  conditioning: ConditioningPlan,
  start: { readonly latents: Tensor; readonly first: number },
  hooks: DenoiseHooks = {},
): Promise<Tensor> {
  const { sampler } = picture
  const { extend = unchanged, afterStep = unchanged } = hooks
  let { latents } = start
  const { length } = sampler.timesteps
  const clean = cleanPictures(run.model.scheduler)
  picture.denoising()
  for (let index = start.first; index < length; index++) {
    await run.pause()
    const sample = sampler.scaleInput(latents, index)
    const timestep = sampler.timesteps[index]!
    const place = { done: index - start.first, steps: length - start.first }
    const question = { sample, input: extend(sample), timestep, place }
    const prediction = await mixedPrediction(run, question, conditioning.at(place.done / place.steps))
    // Of both rows at once or of the second alone: in either the last row is the prompt's.
    picture.attention?.add(run.model.denoiser.latestAttention!())
    const next = sampler.step(prediction, index, latents, () => drawNoise(picture, run.latentShape))
    latents = afterStep(next, index)
    refuseNaN(latents, run, index - start.first + 1)
    await picture.stepped(place.done + 1, place.steps, () =>
      clean === null ? sampler.scaleInput(latents, index + 1) : clean(prediction, sample, timestep),
    )
  }
  return latents
}

function unchanged(latents: Tensor): Tensor {
  return latents
}

function refuseNaN(latents: Tensor, run: PipelineRun, step: number): void {
  if (isFinite(latents)) return
  const { name, path } = run.model.card
  throw new NotFinite(name, path, step)
}
