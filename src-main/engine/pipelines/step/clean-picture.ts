import { cumulativeAlphas } from '#engine/samplers/schedules/alphas.ts'
import {
  readCommon,
  UnsupportedScheduler,
  type CommonSettings,
  type RawConfig,
} from '#engine/samplers/settings.ts'
import { weightedSum } from '#engine/tensor/arithmetic.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'

/**
 * The picture that a prediction says lies below the noise, for previews: x₀ of Ho et al. 2020, equation 15, and of
 * Salimans and Ho 2022 for v. `sample` is what the denoiser saw: all samplers give it a total deviation of 1.
 */
export type CleanPicture = (prediction: Tensor, sample: Tensor, timestep: number) => Tensor

/** Below this, noise divided by the picture's part shows nothing but noise. */
const leastSignal = 0.02

/** Reads a model's `scheduler_config.json`; null where it is of a kind that says nothing about alphas. */
export function cleanPictures(config: RawConfig): CleanPicture | null {
  const settings = settingsOf(config)
  if (settings === null) return null
  const alphas = cumulativeAlphas(settings)
  return (prediction, sample, timestep) => {
    const alpha = alphaAt(alphas, timestep)
    const [signal, noise] = [Math.sqrt(alpha), Math.sqrt(1 - alpha)]
    switch (settings.prediction) {
      case 'sample':
        return prediction
      case 'v_prediction':
        return weightedSum(sample, signal, prediction, -noise)
      case 'epsilon': {
        const divisor = Math.max(signal, leastSignal)
        return weightedSum(sample, 1 / divisor, prediction, -noise / divisor)
      }
    }
  }
}

function settingsOf(config: RawConfig): CommonSettings | null {
  try {
    return readCommon(config, {
      ...{ spacing: 'linspace', predictions: ['epsilon', 'v_prediction', 'sample'] },
    })
  } catch (error) {
    if (error instanceof UnsupportedScheduler) return null
    throw error
  }
}

/** Between two training steps, in proportion. */
function alphaAt(alphas: Float32Array, timestep: number): number {
  const place = Math.min(Math.max(timestep, 0), alphas.length - 1)
  const [below, above] = [alphas[Math.floor(place)] ?? 1, alphas[Math.ceil(place)] ?? 1]
  return below + (above - below) * (place - Math.floor(place))
}
