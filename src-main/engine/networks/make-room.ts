import { freemem } from 'node:os'
import { largeNetwork } from '../runtime/onnx.ts'
import type { Autoencoder, Denoiser, TextEncoder } from './network.ts'

/** What decoding takes at its peak, in bytes: larger pictures are decoded in tiles. */
const decodingTakes = 2 * 2 ** 30

export interface Rooms {
  readonly textEncoders: readonly TextEncoder[]
  readonly denoiser: Denoiser
  readonly autoencoder: Autoencoder
}

/**
 * The order in which networks let go of memory, where the denoiser is large: what encoded the prompts goes before the
 * denoiser is loaded, since their states are kept and another prompt loads it again in a second; the denoiser, whose
 * loading takes many, goes before pictures are decoded only where the system has no room for both.
 * `parameters` is how many numbers the denoiser's weights are.
 */
export function makeRoom(
  { textEncoders, denoiser, autoencoder }: Rooms,
  parameters: number,
  available: () => number = availableMemory,
): Pick<Rooms, 'denoiser' | 'autoencoder'> {
  if (parameters <= largeNetwork) return { denoiser, autoencoder }
  return {
    denoiser: {
      ...denoiser,
      async predict(...inputs) {
        for (const network of textEncoders) await network.release()
        return denoiser.predict(...inputs)
      },
    },
    autoencoder: {
      ...autoencoder,
      async decode(latents) {
        if (available() < decodingTakes) await denoiser.release()
        return autoencoder.decode(latents)
      },
    },
  }
}

/** Bytes that this process may still take: less than what is free where a container sets a limit. */
function availableMemory(): number {
  return typeof process.availableMemory === 'function' ? process.availableMemory() : freemem()
}
