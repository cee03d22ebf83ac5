import { encodeModel } from '../graph/onnx/model.ts'

const [tokens, heads, headWidth] = [64, 2, 8]
const width = heads * headWidth

/** Greatest error that a device may make; rounding makes 1e-6, and the drivers that were found wrong 4e-2. */
export const probeTolerance = 2e-3

/** Numbers around 0 that no two tokens share: [1, 64, 16]. */
export const probeInput = {
  shape: [1, tokens, width],
  data: Float32Array.from({ length: tokens * width }, (_, index) => 2 * Math.sin(index * 1.37)),
} as const

/** y = attention of x to itself: the operator that drivers get wrong, and large enough for its fast path. */
export function probeGraph(): Uint8Array {
  const port = { type: 'float', shape: probeInput.shape } as const
  const node = {
    operator: 'MultiHeadAttention',
    domain: 'com.microsoft',
    name: 'probe',
    attributes: { num_heads: heads },
  }
  return encodeModel({
    name: 'probe',
    nodes: [{ ...node, inputs: ['x', 'x', 'x'], outputs: ['y'] }],
    initialisers: [],
    inputs: [{ name: 'x', ...port }],
    outputs: [{ name: 'y', ...port }],
  })
}

/** Greatest difference of `found` from the attention worked out here; NaN where it is not all numbers. */
export function probeError(found: Float32Array): number {
  let error = found.length === probeInput.data.length ? 0 : NaN
  for (let head = 0; head < heads; head++)
    for (let token = 0; token < tokens; token++)
      attend(token, head).forEach((value, index) => {
        const difference = Math.abs(value - (found[token * width + head * headWidth + index] ?? NaN))
        error = Math.max(error, difference)
      })
  return error
}

/** One token's sum of all tokens, weighted by softmax(q · k / √d). */
function attend(token: number, head: number): number[] {
  const part = (row: number): Float32Array => {
    const from = row * width + head * headWidth
    return probeInput.data.subarray(from, from + headWidth)
  }
  const query = part(token)
  const rows = Array.from({ length: tokens }, (_, row) => part(row))
  const weights = rows.map((key) =>
    Math.exp(key.reduce((sum, value, i) => sum + value * (query[i] ?? 0), 0) / Math.sqrt(headWidth)),
  )
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return Array.from(
    query,
    (_, i) => rows.reduce((sum, row, at) => sum + (row[i] ?? 0) * (weights[at] ?? 0), 0) / total,
  )
}
