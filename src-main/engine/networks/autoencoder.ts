import { latentScale } from '../graph/vae-config.ts'
import type { ModelPlan } from '../models/plan-model.ts'
import type { SessionOptions } from '../runtime/onnx.ts'
import { tensor } from '../tensor/tensor.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { lazySession } from './lazy-session.ts'
import type { Autoencoder } from './network.ts'

/** diffusers keeps the log variance between these. */
const [least, most] = [-30, 20]

export function openAutoencoder({ vae }: ModelPlan, options: SessionOptions): Autoencoder {
  const encoder = lazySession(vae.encoder, options)
  const decoder = lazySession(vae.decoder, options)
  const { scaling_factor: scalingFactor, latent_channels: latentChannels } = vae.config
  const shiftFactor = vae.config.shift_factor ?? 0
  return {
    scale: latentScale(vae.config),
    latentChannels,
    scalingFactor,
    shiftFactor,
    async encode(pixels) {
      const [mean, logVariance] = halves(await encoder.run({ pixels }, 'moments'))
      for (const [index, value] of logVariance.data.entries())
        logVariance.data[index] = Math.min(most, Math.max(least, value))
      return { mean, logVariance }
    },
    decode(latents) {
      const unscaled = latents.data.map((value) => value / scalingFactor + shiftFactor)
      return decoder.run({ latents: { shape: latents.shape, data: unscaled } }, 'pixels')
    },
    async release() {
      await encoder.release()
      await decoder.release()
    },
  }
}

/** [n, 2c, h, w] as two of [n, c, h, w]. */
function halves(moments: Tensor): [Tensor, Tensor] {
  const [n = 0, channels = 0, h = 0, w = 0] = moments.shape
  const size = (channels / 2) * h * w
  const part = (which: number): Tensor => {
    const data = new Float32Array(n * size)
    for (let row = 0; row < n; row++) {
      const from = (2 * row + which) * size
      data.set(moments.data.subarray(from, from + size), row * size)
    }
    return tensor([n, channels / 2, h, w], data)
  }
  return [part(0), part(1)]
}
