const length = 624
const shift = 397

/**
 * MT19937 as torch seeds it: by the low 32 bits of the seed. Returns a function giving successive 32-bit words.
 * Source of the constants: Matsumoto and Nishimura, "Mersenne Twister", 1998.
 */
export function createMersenneTwister(seed: number): () => number {
  const state = seedState(seed % 2 ** 32)
  let next = length
  return () => {
    if (next === length) {
      twist(state)
      next = 0
    }
    let word = state[next++]!
    word ^= word >>> 11
    word ^= (word << 7) & 0x9d2c5680
    word ^= (word << 15) & 0xefc60000
    return (word ^ (word >>> 18)) >>> 0
  }
}

function seedState(seed: number): Uint32Array {
  const state = new Uint32Array(length)
  state[0] = seed
  for (let i = 1; i < length; i++) {
    const previous = state[i - 1]!
    state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i
  }
  return state
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < length; i++) {
    const mixed = (state[i]! & 0x80000000) | (state[(i + 1) % length]! & 0x7fffffff)
    state[i] = state[(i + shift) % length]! ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0)
  }
}
