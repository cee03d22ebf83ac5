import { tensor } from '#engine/tensor/tensor.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'

/**
 * Sines and cosines of a guidance scale, [1, width]: the `get_guidance_scale_embedding` of diffusers' LCM pipelines,
 * which encodes w = scale − 1 (Luo et al., 2023), rounded where torch rounds.
 */
export function guidanceWaves(guidanceScale: number, width: number): Tensor {
  const round = Math.fround
  const half = Math.floor(width / 2)
  const step = round(round(Math.log(10_000)) / (half - 1))
  const w = round(round(guidanceScale - 1) * 1000)
  const waves = new Float32Array(width)
  for (let index = 0; index < half; index++) {
    const angle = round(w * round(Math.exp(round(index * -step))))
    waves[index] = Math.sin(angle)
    waves[half + index] = Math.cos(angle)
  }
  return tensor([1, width], waves)
}
