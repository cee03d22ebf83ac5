import type { Feed } from '../runtime/onnx.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { toHalf } from '../weights/half.ts'
import type { OnnxPort } from './gate/read-port.ts'

type Numbers = Float32Array | Int32Array

/** Numbers as the port takes them: in its type; whole ones are rounded to. */
export function feedFor({ type }: OnnxPort, shape: readonly number[], data: Numbers): Feed {
  if (type === 6) return { shape, data: Int32Array.from(data, Math.round) }
  if (type === 7) return { shape, data: BigInt64Array.from(data, (value) => BigInt(Math.round(value))) }
  if (type === 10) return { shape, data: Uint16Array.from(data, toHalf) }
  if (type === 11) return { shape, data: Float64Array.from(data) }
  return { shape, data: data instanceof Float32Array ? data : Float32Array.from(data) }
}

/** One number as the port takes it: a scalar, or as many times as its axis has places, once where any number goes. */
export function scalarFor(port: OnnxPort, value: number): Feed {
  if (port.shape?.length === 0) return feedFor(port, [], Float32Array.of(value))
  const [side] = port.shape ?? []
  const count = typeof side === 'number' ? side : 1
  return feedFor(port, [count], new Float32Array(count).fill(value))
}

/** The rows [from, from + count) of a tensor, the last repeated where there are no more. */
export function rowsOf({ shape, data }: Tensor, from: number, count: number): Tensor {
  const [rows = 1, ...rest] = shape
  const size = data.length / rows
  if (from === 0 && count === rows) return { shape, data }
  const taken = new Float32Array(count * size)
  for (let row = 0; row < count; row++) {
    const source = Math.min(from + row, rows - 1) * size
    taken.set(data.subarray(source, source + size), row * size)
  }
  return { shape: [count, ...rest], data: taken }
}

/** Runs in groups of as many rows as a graph was exported for, and puts the results together. */
export async function inGroups(
  rows: number,
  fixed: number | null,
  run: (from: number, count: number) => Promise<Tensor>,
): Promise<Tensor> {
  if (fixed === null || fixed === rows) return run(0, rows)
  const parts: Tensor[] = []
  for (let from = 0; from < rows; from += fixed)
    parts.push(rowsOf(await run(from, fixed), 0, Math.min(fixed, rows - from)))
  const [, ...rest] = parts[0]!.shape
  const data = new Float32Array(parts.reduce((sum, part) => sum + part.data.length, 0))
  let at = 0
  for (const part of parts) {
    data.set(part.data, at)
    at += part.data.length
  }
  return { shape: [rows, ...rest], data }
}
