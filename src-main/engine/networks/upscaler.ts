import { buildUpscaler, upscalerScale } from '../graph/upscaler.ts'
import type { SessionOptions } from '../runtime/onnx.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { runTiled } from '../tiling/tiled.ts'
import { openWeights } from '../weights/weight-source.ts'
import { lazySession } from './lazy-session.ts'

export interface Upscaler {
  /** `pixels` [1, 3, H, W] in −1 … 1 → [1, 3, 2H, 2W]; `between` is called before each tile and may throw to stop. */
  double(pixels: Tensor, between?: () => Promise<void>): Promise<Tensor>
  release(): Promise<void>
}

/** What a pixel depends on reaches 18 pixels far: with tiles that share more, no seam is left. */
const tiles = { tile: 256, overlap: 40, from: 1, to: upscalerScale }

/** Opens the upscaler whose weights lie in this file. Throws `model-missing`, `model-damaged`. */
export async function openUpscaler(file: string, options: SessionOptions): Promise<Upscaler> {
  const session = lazySession(buildUpscaler(await openWeights(file, [file])), options)
  return {
    double: (pixels, between) =>
      runTiled(pixels, (tile) => session.run({ pixels: tile }, 'enlarged'), {
        ...tiles,
        ...(between === undefined ? {} : { between }),
      }),
    release: () => session.release(),
  }
}
