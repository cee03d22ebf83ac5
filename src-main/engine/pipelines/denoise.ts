import { VersoError } from '#shared/errors.ts'
import type { Conditioning } from '../networks/network.ts'
import { halves, isFinite, stack } from '../tensor/arithmetic.ts'
import { guide } from '../tensor/guidance.ts'
import type { Tensor } from '../tensor/tensor.ts'
import type { ConditioningPlan } from './conditioning.ts'
import { cleanPictures } from './clean-picture.ts'
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
    const told = await run.controls.guide(sample, timestep, conditioning.at(place.done / place.steps), place)
    const prediction = await predict(run, extend(sample), timestep, told)
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

async function predict(
  run: PipelineRun,
  input: Tensor,
  timestep: number,
  conditioning: Conditioning,
): Promise<Tensor> {
  const { denoiser } = run.model
  if (conditioning.context.shape[0] === 1) return denoiser.predict(input, timestep, conditioning)
  const both = await denoiser.predict(stack(input, input), timestep, conditioning)
  const [without, withPrompt] = halves(both)
  const { guidanceScale, guidanceRescale } = run.request
  return guide(without, withPrompt, guidanceScale, guidanceRescale)
}

function refuseNaN(latents: Tensor, run: PipelineRun, step: number): void {
  if (isFinite(latents)) return
  throw new VersoError(
    'engine-failed',
    `${run.model.card.name} gave numbers that are not finite at step ${step}, so no picture can come of it. Try the device "cpu" or another sampler; if it goes on, the model's file may be damaged.`,
    { subject: run.model.card.path },
  )
}
