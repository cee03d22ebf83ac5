import { tensor } from '../tensor/tensor.ts'
import type { Tensor } from '../tensor/tensor.ts'

export interface WaveOptions {
  /** Number of sines and cosines together. */
  readonly width: number
  readonly flipSinToCos: boolean
  readonly freqShift: number
}

/**
 * Sines and cosines of a timestep, [1, width]: diffusers' `get_timestep_embedding`, rounded where torch rounds. Made
 * here and not in the graph, because graphics processors know the sine of large angles only roughly.
 */
export function timestepWaves(timestep: number, { width, flipSinToCos, freqShift }: WaveOptions): Tensor {
  const half = width / 2
  const waves = new Float32Array(width)
  const [sines, cosines] = flipSinToCos ? [half, 0] : [0, half]
  for (let index = 0; index < half; index++) {
    const exponent = Math.fround(Math.fround(-Math.log(10_000)) * index) / (half - freqShift)
    const angle = Math.fround(timestep * Math.fround(Math.exp(Math.fround(exponent))))
    waves[sines + index] = Math.sin(angle)
    waves[cosines + index] = Math.cos(angle)
  }
  return tensor([1, width], waves)
}
