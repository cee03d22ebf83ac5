import type { RgbPicture } from '../engine.ts'
import type { DiffusionModel } from '../networks/network.ts'
import type { Tensor } from '../tensor/tensor.ts'

/** A latent-sized picture by the model's linear map (RGB of 0 … 1 = latents · rows + bias), or null without one. */
export function previewOf({ shape, data }: Tensor, map: DiffusionModel['previewMatrix']): RgbPicture | null {
  if (map === null) return null
  const [, channels, height, width] = shape as [number, number, number, number]
  const plane = width * height
  const out = new Uint8ClampedArray(plane * 3)
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let colour = 0; colour < 3; colour++) {
      let value = map.bias[colour]!
      for (let channel = 0; channel < channels; channel++) {
        value += data[channel * plane + pixel]! * map.rows[channel]![colour]!
      }
      out[pixel * 3 + colour] = value * 255
    }
  }
  return { width, height, data: new Uint8Array(out.buffer) }
}
