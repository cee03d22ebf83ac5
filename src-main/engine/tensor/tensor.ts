/** A dense float32 tensor in row-major order; `shape` is N, C, H, W for pictures and latents. */
export interface Tensor {
  readonly shape: readonly number[]
  readonly data: Float32Array
}

/** Wraps `data`; throws when the shape does not fit it. */
export function tensor(shape: readonly number[], data: Float32Array): Tensor {
  const size = shape.reduce((product, side) => product * side, 1)
  if (size !== data.length)
    throw new RangeError(`Shape [${shape.join(', ')}] does not fit ${data.length} numbers.`)
  return { shape, data }
}
