import { encodeModel } from '../graph/onnx/model.ts'

const [rows, inputs, columns] = [8, 64, 32]

/** 255 · 127, 64 times: more than the 16 bits in which older processors add pairs of products. */
export const greatestSum = inputs * 255 * 127

/** y = the product of greatest numbers, as eight-bit maps compute it; each element should be `greatestSum`. */
export function eightBitProbe(): Uint8Array {
  const inline = (bytes: Uint8Array) => ({ kind: 'inline' as const, bytes })
  const one = inline(new Uint8Array(Float32Array.of(1).buffer))
  return encodeModel({
    name: 'eight bits',
    nodes: [
      {
        ...{ operator: 'MatMulIntegerToFloat', domain: 'com.microsoft', name: 'probe' },
        ...{ inputs: ['x', 'w', 'xs', 'ws'], outputs: ['y'], attributes: {} },
      },
    ],
    initialisers: [
      {
        ...{ name: 'w', type: 'int8', shape: [inputs, columns] },
        content: inline(new Uint8Array(inputs * columns).fill(127)),
      },
      { name: 'xs', type: 'float', shape: [], content: one },
      { name: 'ws', type: 'float', shape: [], content: one },
    ],
    inputs: [{ name: 'x', type: 'uint8', shape: [rows, inputs] }],
    outputs: [{ name: 'y', type: 'float', shape: [rows, columns] }],
  })
}

export const eightBitInput = { shape: [rows, inputs], data: new Uint8Array(rows * inputs).fill(255) } as const
