import type { RgbPicture } from '#engine/engine.ts'
import type { DiffusionModel } from '#engine/networks/network.ts'
import { tensorToPicture } from '#engine/tensor/pictures.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'

/** What latents may become: by the model's linear map, latent-sized, or else by its small decoder; null: neither. */
export async function previewOf(
  latents: Tensor,
  { previewMatrix, previewDecoder }: Pick<DiffusionModel, 'previewMatrix' | 'previewDecoder'>,
): Promise<RgbPicture | null> {
  if (previewMatrix !== null) return mapped(latents, previewMatrix)
  return previewDecoder === undefined ? null : tensorToPicture(await previewDecoder(latents))
}

/** RGB of 0 … 1 = latents · rows + bias. */
function mapped({ shape, data }: Tensor, map: NonNullable<DiffusionModel['previewMatrix']>): RgbPicture {
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
