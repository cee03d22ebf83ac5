/** How far the seam runs into the mask unless the artist says otherwise, in document pixels. */
export const usualFeather = 4

/**
 * Alpha (0 … 255) with which a candidate is laid over the canvas where `mask` is white (> 127). Outside the mask
 * it is 0 everywhere, so pixels there stay as they are; the feather runs inward over `feather` pixels.
 */
export function clipAlpha(
  mask: Uint8ClampedArray,
  width: number,
  height: number,
  feather: number,
): Uint8ClampedArray {
  const inside = Float32Array.from(mask, (value) => (value > 127 ? 1 : 0))
  const near = feather > 0 ? boxBlur(boxBlur(inside, width, height, feather), height, width, feather) : inside
  const alpha = new Uint8ClampedArray(mask.length)
  for (let i = 0; i < alpha.length; i++) {
    if (inside[i] === 0) continue
    const depth = feather > 0 ? Math.min(1, Math.max(0, ((near[i] ?? 1) - 0.5) * 2)) : 1
    alpha[i] = Math.max(1, Math.round(255 * depth * depth * (3 - 2 * depth)))
  }
  return alpha
}

/** Mean along rows over 2 × radius + 1 pixels with the border repeated; the result is transposed. */
function boxBlur(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  const result = new Float32Array(values.length)
  const last = width - 1
  for (let y = 0; y < height; y++) {
    const row = y * width
    let sum = 0
    for (let k = -radius; k <= radius; k++) sum += values[row + Math.min(Math.max(k, 0), last)] ?? 0
    for (let x = 0; x < width; x++) {
      result[x * height + y] = sum / (2 * radius + 1)
      sum += values[row + Math.min(x + radius + 1, last)] ?? 0
      sum -= values[row + Math.max(x - radius, 0)] ?? 0
    }
  }
  return result
}
