import { scale } from './arithmetic.ts'
import type { Tensor } from './tensor.ts'

/** How a model's denoiser counts latents: (x − shift)·scaling, or with channels (x − mean)·scaling / deviation. */
export interface LatentUnits {
  readonly scalingFactor: number
  readonly shiftFactor: number
  readonly channels?: { readonly means: readonly number[]; readonly deviations: readonly number[] }
}

const round = Math.fround

/** What an autoencoder gave, [n, channels, h, w], as its denoiser takes it. */
export function toLatents(sample: Tensor, { scalingFactor, shiftFactor, channels }: LatentUnits): Tensor {
  if (channels !== undefined) {
    const { means, deviations } = channels
    return onChannels(sample, (value, channel) => {
      const centred = round(value - round(means[channel]!))
      return round(centred * round(scalingFactor)) / round(deviations[channel]!)
    })
  }
  if (shiftFactor === 0) return scale(sample, scalingFactor)
  return scale({ ...sample, data: sample.data.map((value) => value - shiftFactor) }, scalingFactor)
}

/** The way back, for the decoder. */
export function fromLatents(latents: Tensor, { scalingFactor, shiftFactor, channels }: LatentUnits): Tensor {
  if (channels !== undefined) {
    const { means, deviations } = channels
    return onChannels(latents, (value, channel) => {
      const spread = round(value * round(deviations[channel]!))
      return round(spread / round(scalingFactor)) + round(means[channel]!)
    })
  }
  return { ...latents, data: latents.data.map((value) => value / scalingFactor + shiftFactor) }
}

function onChannels({ shape, data }: Tensor, change: (value: number, channel: number) => number): Tensor {
  const [, channels = 1, height = 1, width = 1] = shape
  const plane = height * width
  return { shape, data: data.map((value, index) => change(value, Math.floor(index / plane) % channels)) }
}
