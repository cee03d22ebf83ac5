import type { Tensor } from '../tensor/tensor.ts'
import type { RawConfig } from './settings.ts'

/**
 * The way from noise to a picture for one picture: made anew for each, since some keep earlier predictions.
 * `index` counts the entries of `timesteps`; steps are taken in order, from any first index (image to image).
 */
export interface Sampler {
  /** What the denoiser is told at each step, 0 … trainSteps − 1, may be fractional; may be longer than asked for. */
  readonly timesteps: readonly number[]
  /** Entries of `timesteps` that one step of those asked for takes: image to image starts at a multiple of it. */
  readonly order: 1 | 2
  /** Deviation of the noise that a picture starts from. */
  readonly initialDeviation: number
  /** The sample as the denoiser wants it at this step. */
  scaleInput(sample: Tensor, index: number): Tensor
  /** The sample after this step. `drawNoise` gives fresh noise of the sample's shape. */
  step(prediction: Tensor, index: number, sample: Tensor, drawNoise: () => Tensor): Tensor
  /** `original` with as much noise as belongs before the step at `index`. */
  addNoise(original: Tensor, noise: Tensor, index: number): Tensor
}

/** Makes a sampler from `scheduler_config.json` and the steps asked for, 1 … training steps. */
export type CreateSampler = (config: RawConfig, steps: number) => Sampler
