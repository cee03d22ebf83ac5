import type { DiffusionModel } from './network.ts'

type PreviewMatrix = NonNullable<DiffusionModel['previewMatrix']>

/**
 * Linear maps from four latent channels to red, green and blue in 0 … 1. For Stable Diffusion 1.x and 2.x the factors
 * found at https://discuss.huggingface.co/t/decoding-latents-to-rgb-without-upscaling/23204 (for −1 … 1, halved
 * here), for SDXL those of https://huggingface.co/blog/TimothyAlexisVass/explaining-the-sdxl-latent-space (for 0 … 255).
 */
const maps: Readonly<Record<'sd' | 'sdxl', PreviewMatrix>> = {
  sd: {
    rows: [
      [0.149, 0.1035, 0.104],
      [0.0935, 0.143, 0.0865],
      [-0.079, 0.0945, 0.132],
      [-0.092, -0.1355, -0.2365],
    ],
    bias: [0.5, 0.5, 0.5],
  },
  sdxl: {
    rows: [
      [60 / 255, 60 / 255, 60 / 255],
      [-60 / 255, -5 / 255, 10 / 255],
      [25 / 255, 15 / 255, -5 / 255],
      [-70 / 255, -50 / 255, -35 / 255],
    ],
    bias: [150 / 255, 140 / 255, 130 / 255],
  },
}

/** A model with the map that is known for its family's latents, where it has neither a map of its own nor a decoder. */
export function withKnownPreview(model: DiffusionModel): DiffusionModel {
  const { previewMatrix, previewDecoder, autoencoder, card } = model
  if (previewMatrix !== null || previewDecoder !== undefined || autoencoder.latentChannels !== 4) return model
  return { ...model, previewMatrix: maps[card.family.startsWith('sdxl') ? 'sdxl' : 'sd'] }
}
