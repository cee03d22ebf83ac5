import { joinLast } from '#engine/tensor/arithmetic.ts'
import { tensor } from '#engine/tensor/tensor.ts'
import type { Tensor } from '#engine/tensor/tensor.ts'
import type { Conditioning } from '../network.ts'
import { timestepWaves } from './timestep-waves.ts'
import type { WaveOptions } from './timestep-waves.ts'

/** SDXL's prompts as a whole and the waves of each time id, side by side: [n, pooledWidth + ids · waves]. */
export function addedConditions({ pooled, timeIds }: Conditioning, options: WaveOptions): Tensor {
  if (pooled === undefined || timeIds === undefined)
    throw new Error('This denoiser needs pooled prompts and time ids.')
  const [rows = 0, ids = 0] = timeIds.shape
  const waves = timestepWaves([...timeIds.data], options)
  return joinLast(pooled, tensor([rows, ids * options.width], waves.data))
}
