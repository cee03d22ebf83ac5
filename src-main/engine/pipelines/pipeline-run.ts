import type { EnginePicture, EngineRequest } from '../engine.ts'
import type { DiffusionModel } from '../networks/network.ts'
import type { NoiseSource } from '../noise/noise-source.ts'
import type { Sampler } from '../samplers/sampler.ts'
import { tensor, type Tensor } from '../tensor/tensor.ts'
import type { AttentionMean } from './step/attention-mean.ts'
import type { ConditioningPlan } from './conditioning.ts'
import type { Controls } from './step/control.ts'

/** One request on its way through a pipeline: what all its pictures share, and the pictures. */
export interface PipelineRun {
  readonly model: DiffusionModel
  readonly request: EngineRequest
  /** [1, latentChannels, height / scale, width / scale] */
  readonly latentShape: readonly number[]
  /** What the denoiser is told of each prompt: one row, or two with guidance, the negative prompt's first. */
  encodePrompts(): Promise<ConditioningPlan>
  /** What the denoiser follows beside the prompts. */
  readonly controls: Controls
  /** One at a time, in the order of their seeds; each depends on its own seed alone. */
  readonly pictures: readonly PictureRun[]
  /** Twice the sides by the shipped upscaler: [1, 3, H, W] in −1 … 1 → [1, 3, 2H, 2W]. */
  double(pixels: Tensor): Promise<Tensor>
  /** Lets messages be heard, and throws an `AbortError` when the run was cancelled. */
  pause(): Promise<void>
}

export interface PictureRun {
  readonly seed: number
  readonly noise: NoiseSource
  readonly sampler: Sampler
  /** Hears what each prediction looked at; null: nobody asks. */
  readonly attention: AttentionMean | null
  denoising(): void
  /** Hears each finished step, of those that this picture takes; `seen` gives the latents to show. */
  stepped(step: number, steps: number, seen: () => Tensor): Promise<void>
  decoding(): void
  finished(picture: Omit<EnginePicture, 'attention'>): void
}

/** Fresh noise of a shape, from the picture's own generator. */
export function drawNoise(picture: PictureRun, shape: readonly number[]): Tensor {
  return tensor(shape, picture.noise.normal(shape.reduce((product, side) => product * side, 1)))
}
