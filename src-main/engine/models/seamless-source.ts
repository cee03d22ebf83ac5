import type { RequestAdditions } from '#shared/entities/request-additions.ts'
import type { ModelSource } from './model-source.ts'

/** A model whose pictures have edges that meet: its denoiser and autoencoder go on at the other side. */
export function seamlessSource(source: ModelSource, tiling: RequestAdditions['tiling']): ModelSource {
  if (tiling === 'none') return source
  return {
    ...source,
    async weights(part) {
      const weights = await source.weights(part)
      return part === 'unet' || part === 'vae' ? { ...weights, seamless: tiling } : weights
    },
  }
}
