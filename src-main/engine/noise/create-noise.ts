import type { NoiseName } from '#shared/entities/generation-request.ts'
import type { NoiseSource } from './noise-source.ts'
import { createPhiloxNoise } from './philox-noise.ts'
import { createTorchNoise } from './torch-noise.ts'

const sources: Readonly<Record<NoiseName, (seed: number) => NoiseSource>> = {
  torch: createTorchNoise,
  philox: createPhiloxNoise,
}

/** The noise of one picture: `torch` as torch's CPU generator, `philox` as CUDA's. */
export function createNoise(name: NoiseName, seed: number): NoiseSource {
  return sources[name](seed)
}
