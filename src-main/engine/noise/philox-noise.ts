import type { NoiseSource } from './noise-source.ts'

const inverse32 = Math.fround(2.3283064e-10)
const inverse32TwoPi = Math.fround(2.3283064e-10 * 6.2831855)

/**
 * `torch.randn` on CUDA after `manual_seed(seed)`, as AUTOMATIC1111 remakes it on the CPU ("RNG: NV"): Philox
 * 4x32-10 with the seed as key, counter = (number of the draw, 0, index of the value, 0), then Box-Muller.
 * Source of the constants: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011.
 */
export function createPhiloxNoise(seed: number): NoiseSource {
  let draw = 0
  return {
    normal(count) {
      const offset = draw++
      return Float32Array.from({ length: count }, (_, index) => {
        const [x, y] = philox(offset, index, seed % 2 ** 32, Math.floor(seed / 2 ** 32))
        const radius = Math.sqrt(-2 * Math.log(x * inverse32 + Math.fround(inverse32 / 2)))
        return radius * Math.sin(y * inverse32TwoPi + Math.fround(inverse32TwoPi / 2))
      })
    },
  }
}

function philox(offset: number, index: number, keyLow: number, keyHigh: number): [number, number] {
  let [c0, c1, c2, c3] = [offset >>> 0, 0, index >>> 0, 0]
  let [k0, k1] = [keyLow, keyHigh]
  for (let round = 0; round < 10; round++) {
    const first = multiply(c0, 0xd2511f53)
    const second = multiply(c2, 0xcd9e8d57)
    c0 = (second.high ^ c1 ^ k0) >>> 0
    c2 = (first.high ^ c3 ^ k1) >>> 0
    c1 = second.low
    c3 = first.low
    k0 = (k0 + 0x9e3779b9) >>> 0
    k1 = (k1 + 0xbb67ae85) >>> 0
  }
  return [c0, c1]
}

/** The 64-bit product of two unsigned 32-bit numbers, in halves, by 16-bit pieces. */
function multiply(a: number, b: number): { high: number; low: number } {
  const [aHigh, aLow] = [a >>> 16, a & 0xffff]
  const [bHigh, bLow] = [b >>> 16, b & 0xffff]
  const lowest = aLow * bLow
  const middle = aHigh * bLow + (lowest >>> 16)
  const carried = aLow * bHigh + (middle % 0x10000)
  const high = aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carried / 0x10000)
  return { high: high >>> 0, low: Math.imul(a, b) >>> 0 }
}
