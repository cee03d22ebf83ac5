import { createMersenneTwister } from './mersenne-twister.ts'
import type { NoiseSource } from './noise-source.ts'

const twoPi32 = Math.fround(2 * Math.PI)

/**
 * `torch.randn` in float32 with a CPU generator after `manual_seed(seed)`; seed 0 … 2^53 − 1.
 * Follows ATen's `normal_fill` (16 values or more) and `normal_distribution<double>` (fewer), equal up to the last
 * bits of logarithm, sine and cosine.
 */
export function createTorchNoise(seed: number): NoiseSource {
  const word = createMersenneTwister(seed)
  const uniform24 = (): number => (word() & 0xffffff) / 2 ** 24
  const small = createDoubleNormal(word)
  return {
    normal: (count) => (count >= 16 ? fill(count, uniform24) : Float32Array.from({ length: count }, small)),
  }
}

function fill(count: number, uniform: () => number): Float32Array {
  const data = Float32Array.from({ length: count }, uniform)
  for (let i = 0; i + 16 <= count; i += 16) boxMuller16(data, i)
  if (count % 16 !== 0) {
    // ATen draws the last 16 values again when they do not fall on a block.
    for (let i = count - 16; i < count; i++) data[i] = uniform()
    boxMuller16(data, count - 16)
  }
  return data
}

/** Turns 16 uniforms into 16 normals: radii from the first eight, angles from the last eight. */
function boxMuller16(data: Float32Array, start: number): void {
  for (let i = start; i < start + 8; i++) {
    const radius = Math.fround(Math.sqrt(-2 * Math.fround(Math.log(1 - data[i]!))))
    const angle = Math.fround(twoPi32 * data[i + 8]!)
    data[i] = radius * Math.fround(Math.cos(angle))
    data[i + 8] = radius * Math.fround(Math.sin(angle))
  }
}

/** One value at a time in double precision; the sine half of each pair is kept for the next call. */
function createDoubleNormal(word: () => number): () => number {
  const uniform53 = (): number => {
    const high = word()
    return ((high & 0x1fffff) * 2 ** 32 + word()) / 2 ** 53
  }
  let kept: number | null = null
  return () => {
    if (kept !== null) {
      const value = kept
      kept = null
      return value
    }
    const angle = 2 * Math.PI * uniform53()
    const radius = Math.sqrt(-2 * Math.log1p(-uniform53()))
    kept = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
}
