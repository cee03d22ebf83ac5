import { clamp, divide, weightedSum } from '../tensor/arithmetic.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { cumulativeAlphas } from './alphas.ts'
import type { Sampler } from './sampler.ts'
import { readCommon, readFields, type CommonSettings, type RawConfig } from './settings.ts'
import { leadingDown, linspaceDown, roundHalfEven, trailingDown } from './spacing.ts'

const round = Math.fround

/**
 * DDIM with η = 0, as diffusers' `DDIMScheduler`; `config` is `scheduler_config.json`, `steps` 1 … training steps.
 * Source: Song, Meng and Ermon, "Denoising diffusion implicit models", 2020, equation 12.
 */
export function createDdim(config: RawConfig, steps: number): Sampler {
  const settings = readCommon(config, 'leading', ['epsilon', 'v_prediction', 'sample'])
  const fields = readFields(config)
  fields.unbuilt('thresholding')
  const clip = fields.flag('clip_sample', true) ? fields.number('clip_sample_range', 1) : null
  const alphas = cumulativeAlphas(settings)
  const lastAlpha = fields.flag('set_alpha_to_one', true) ? 1 : alphas[0]!
  const stride = Math.floor(settings.trainSteps / steps)
  const timesteps = spread(settings, steps)
  const alphaAt = (timestep: number): number => alphas[at(timestep, alphas.length)]!

  return {
    timesteps,
    initialDeviation: 1,
    scaleInput: (sample) => sample,
    step(prediction, index, sample) {
      const timestep = timesteps[index]!
      const alpha = alphaAt(timestep)
      const nextAlpha = timestep - stride >= 0 ? alphaAt(timestep - stride) : lastAlpha
      const { original, noise } = split(settings, prediction, sample, alpha)
      const held = clip === null ? original : clamp(original, -clip, clip)
      return weightedSum(held, Math.sqrt(nextAlpha), noise, Math.sqrt(round(1 - nextAlpha)))
    },
    addNoise(original, noise, index) {
      const alpha = alphaAt(timesteps[index]!)
      return weightedSum(original, Math.sqrt(alpha), noise, Math.sqrt(round(1 - alpha)))
    },
  }
}

function spread({ spacing, trainSteps, stepsOffset }: CommonSettings, steps: number): number[] {
  switch (spacing) {
    case 'linspace':
      return linspaceDown(trainSteps - 1, steps).map(roundHalfEven)
    case 'leading':
      return leadingDown(trainSteps, steps, stepsOffset)
    case 'trailing':
      return trailingDown(trainSteps, trainSteps, steps)
  }
}

/** Python's index: −1 is the last. */
function at(index: number, length: number): number {
  return index < 0 ? index + length : Math.min(index, length - 1)
}

/** The finished picture and the noise that the prediction says this sample is made of. */
function split({ prediction: kind }: CommonSettings, prediction: Tensor, sample: Tensor, alpha: number) {
  const [signal, noise] = [round(Math.sqrt(alpha)), round(Math.sqrt(round(1 - alpha)))]
  switch (kind) {
    case 'epsilon':
      return { original: quotient(sample, prediction, noise, signal), noise: prediction }
    case 'sample':
      return { original: prediction, noise: quotient(sample, prediction, signal, noise) }
    case 'v_prediction':
      return {
        original: weightedSum(sample, signal, prediction, -noise),
        noise: weightedSum(prediction, signal, sample, noise),
      }
  }
}

/** (a − k·b) / divisor */
function quotient(a: Tensor, b: Tensor, k: number, divisor: number): Tensor {
  return divide(weightedSum(a, 1, b, -k), divisor)
}
