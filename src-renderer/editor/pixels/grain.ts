const side = 128

/** Height of the paper's tooth, 0 … 1, repeating after 128 pixels without a seam: noise, smoothed a little. */
const paper = makePaper()

/** Lets the paper show where paint is thin: full coverage stays full, thin coverage breaks up by `amount`. */
export function grain(alphas: Float32Array, x: number, y: number, count: number, amount: number): void {
  const row = (y & (side - 1)) * side
  for (let i = 0; i < count; i++) {
    const alpha = alphas[i]!
    if (alpha === 0 || alpha >= 1) continue
    const value = alpha * (1 + amount) - amount * paper[row + ((x + i) & (side - 1))]!
    alphas[i] = value < 0 ? 0 : value > 1 ? 1 : value
  }
}

function makePaper(): Float32Array {
  const noise = Float32Array.from({ length: side * side }, (_none, i) => randomAt(i))
  return noise.map((value, i) => {
    const [x, y] = [i % side, Math.floor(i / side)]
    const right = noise[y * side + ((x + 1) % side)] ?? 0
    const below = noise[((y + 1) % side) * side + x] ?? 0
    return Math.min(1, Math.max(0, 0.5 + (value * 2 + right + below - 2) * 0.55))
  })
}

/** The same number for the same place always (an integer hash by Wang), 0 … 1. */
function randomAt(seed: number): number {
  let value = (seed ^ 61 ^ (seed >>> 16)) >>> 0
  value = Math.imul(value, 9)
  value ^= value >>> 4
  value = Math.imul(value, 0x27d4eb2d)
  return ((value ^ (value >>> 15)) >>> 0) / 2 ** 32
}
