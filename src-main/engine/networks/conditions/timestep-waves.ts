import { tensor } from '#engine/tensor/tensor.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'

export interface WaveOptions {
  /** Number of sines and cosines together. */
  readonly width: number
  readonly flipSinToCos: boolean
  readonly freqShift: number
}

/**
 * Sines and cosines of timesteps, [timesteps, width]: diffusers' `get_timestep_embedding`, rounded where torch rounds.
 * Made here and not in the graph, because graphics processors know the sine of large angles only roughly.
 */
export function timestepWaves(
  timesteps: readonly number[],
  { width, flipSinToCos, freqShift }: WaveOptions,
): Tensor {
  const half = width / 2
  const waves = new Float32Array(timesteps.length * width)
  const [sines, cosines] = flipSinToCos ? [half, 0] : [0, half]
  for (let index = 0; index < half; index++) {
    const exponent = Math.fround(Math.fround(-Math.log(10_000)) * index) / (half - freqShift)
    const frequency = Math.fround(Math.exp(Math.fround(exponent)))
    for (const [row, timestep] of timesteps.entries()) {
      const angle = Math.fround(timestep * frequency)
      waves[row * width + sines + index] = Math.sin(angle)
      waves[row * width + cosines + index] = Math.cos(angle)
    }
  }
  return tensor([timesteps.length, width], waves)
}
