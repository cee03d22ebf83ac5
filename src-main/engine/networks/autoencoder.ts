import { latentScale } from '../graph/vae-config.ts'
import type { VaeConfig } from '../graph/vae-config.ts'
import type { ModelPlan } from '../models/plan-model.ts'
import { fromLatents } from '../tensor/latent-units.ts'
import type { LatentUnits } from '../tensor/latent-units.ts'
import { tensor } from '../tensor/tensor.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { lazySession } from './lazy-session.ts'
import type { NetworkOptions } from './lazy-session.ts'
import type { Autoencoder } from './network.ts'

/** diffusers keeps the log variance between these. */
const [least, most] = [-30, 20]

export function openAutoencoder({ vae }: ModelPlan, options: NetworkOptions): Autoencoder {
  const encoder = lazySession(vae.encoder, options)
  const decoder = lazySession(vae.decoder, options)
  const units = unitsOf(vae.config)
  return {
    ...units,
    scale: latentScale(vae.config),
    latentChannels: vae.config.latent_channels,
    async encode(pixels) {
      const [mean, logVariance] = halves(await encoder.run({ pixels }, 'moments'))
      for (const [index, value] of logVariance.data.entries())
        logVariance.data[index] = Math.min(most, Math.max(least, value))
      return { mean, logVariance }
    },
    decode(latents) {
      return decoder.run({ latents: fromLatents(latents, units) }, 'pixels')
    },
    async release() {
      await encoder.release()
      await decoder.release()
    },
  }
}

function unitsOf({ scaling_factor, shift_factor, latents_mean, latents_std }: VaeConfig): LatentUnits {
  const units = { scalingFactor: scaling_factor, shiftFactor: shift_factor ?? 0 }
  if (!latents_mean || !latents_std) return units
  return { ...units, channels: { means: latents_mean, deviations: latents_std } }
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
