import { VersoError } from '#shared/errors.ts'
import { tinyLatentScale } from '../graph/tiny-vae-config.ts'
import type { AutoencoderPlan } from '../models/autoencoders/plan-autoencoder.ts'
import { fromLatents } from '../tensor/latent-units.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { runTiled } from '../tiling/tiled.ts'
import { lazySession } from './lazy-session.ts'
import type { NetworkOptions } from './lazy-session.ts'
import type { Autoencoder } from './network.ts'

/** Latent cells on a side up to which a picture is taken whole: its widest tensor then stays below 0.65 GB. */
const wholeCells = 192
const tile = { tile: 64, overlap: 16 }

/** TAESD: a picture's latents themselves in place of a Gaussian of them, so nothing is drawn. */
export function openTinyAutoencoder(
  plan: Extract<AutoencoderPlan, { kind: 'tiny' }>,
  options: NetworkOptions,
): Autoencoder {
  const { config } = plan
  const encoder = plan.encoder === null ? null : lazySession(plan.encoder, options)
  const decoder = lazySession(plan.decoder, options)
  const scale = tinyLatentScale(config)
  const units = { scalingFactor: config.scaling_factor, shiftFactor: config.shift_factor ?? 0 }
  return {
    ...units,
    scale,
    latentChannels: config.latent_channels,
    async encode(pixels) {
      if (encoder === null) throw decoderAlone(options.subject)
      const encodePart = (part: Tensor): Promise<Tensor> => encoder.run({ pixels: part }, 'latents')
      const tiles = { ...tilesOf(pixels, scale), from: scale, to: 1 }
      return { mean: await runTiled(pixels, encodePart, tiles), logVariance: null }
    },
    decode(latents) {
      const decodePart = (part: Tensor): Promise<Tensor> => decoder.run({ latents: part }, 'pixels')
      return runTiled(fromLatents(latents, units), decodePart, { ...tilesOf(latents, 1), from: 1, to: scale })
    },
    async release() {
      await encoder?.release()
      await decoder.release()
    },
  }
}

function tilesOf({ shape }: Tensor, from: number): { tile: number; overlap: number } {
  const cells = Math.max(...shape.slice(2)) / from
  return cells <= wholeCells ? { tile: cells, overlap: 0 } : tile
}

function decoderAlone(path: string): VersoError {
  const message = `${path} is only the decoder of a tiny autoencoder, and a start picture needs its encoder too. Put the encoder's file beside it, with “encoder” in its name.`
  return new VersoError('model-unsupported', message, { subject: path })
}
