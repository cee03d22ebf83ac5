import { encodeModel } from '../graph/onnx/model.ts'

/** y = a 1 × 1 convolution of x [1, 1, 4, 4]: enough to see that a device and its driver answer. */
export function probeGraph(): Uint8Array {
  const weight = new Uint8Array(Float32Array.of(1).buffer)
  const port = { type: 'float', shape: [1, 1, 4, 4] } as const
  return encodeModel({
    name: 'probe',
    nodes: [
      { operator: 'Conv', domain: '', name: 'conv', inputs: ['x', 'w'], outputs: ['y'], attributes: {} },
    ],
    initialisers: [
      { name: 'w', type: 'float', shape: [1, 1, 1, 1], content: { kind: 'inline', bytes: weight } },
    ],
    inputs: [{ name: 'x', ...port }],
    outputs: [{ name: 'y', ...port }],
  })
}
