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
import { runTiled } from '../tiling/tiled.ts'

/** diffusers keeps the log variance between these. */
const [least, most] = [-30, 20]

export function openAutoencoder({ vae }: Pick<ModelPlan, 'vae'>, options: NetworkOptions): Autoencoder {
  const encoder = lazySession(vae.encoder, options)
  const decoder = lazySession(vae.decoder, options)
  const units = unitsOf(vae.config)
  const scale = latentScale(vae.config)
  const tilesFor = (cells: Tensor, from: number) =>
    tilesOf(vae.config, Math.max(...cells.shape.slice(2)) / from)
  return {
    ...units,
    scale,
    latentChannels: vae.config.latent_channels,
    async encode(pixels) {
      const encodePart = (part: Tensor): Promise<Tensor> => encoder.run({ pixels: part }, 'moments')
      const tiles = { ...tilesFor(pixels, scale), from: scale, to: 1 }
      const [mean, logVariance] = halves(await runTiled(pixels, encodePart, tiles))
      for (const [index, value] of logVariance.data.entries())
        logVariance.data[index] = Math.min(most, Math.max(least, value))
      return { mean, logVariance }
    },
    decode(latents) {
      const decodePart = (part: Tensor): Promise<Tensor> => decoder.run({ latents: part }, 'pixels')
      const tiles = { ...tilesFor(latents, 1), from: 1, to: scale }
      return runTiled(fromLatents(latents, units), decodePart, tiles)
    },
    async release() {
      await encoder.release()
      await decoder.release()
    },
  }
}

/** Side in pixels of the tiles that too large a picture is decoded in. */
const tileSide = 512

/**
 * How a picture whose longer side has so many latent cells is divided. The widest tensor, of the second level's
 * channels at full size, stays below 0.65 GB: Electron ends a process that asks for 1 GiB at once, and two or three
 * such tensors live at the same time. Smaller pictures are taken whole, as the reference does.
 */
function tilesOf(config: VaeConfig, cells: number): { tile: number; overlap: number } {
  const widths = config.block_out_channels
  const scale = latentScale(config)
  const whole = Math.sqrt(650e6 / 4 / (widths[1] ?? widths[0] ?? 1)) / scale
  const tile = cells <= whole ? cells : tileSide / scale
  return { tile, overlap: Math.floor(tile / 4) }
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
