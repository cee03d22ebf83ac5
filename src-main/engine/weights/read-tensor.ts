import { open } from 'node:fs/promises'
import { VersoError } from '#shared/errors.ts'
import type { Tensor } from '../tensor/tensor.ts'
import { dtypeBytes } from './dtypes.ts'
import { fromHalf } from './half.ts'
import type { TensorPlace } from './safetensors-header.ts'
import { readBytes, readHeader } from './weight-source.ts'

/** One tensor's numbers as float32; 64-bit integers lose what float32 cannot hold. */
export async function readTensor(file: string, place: TensorPlace): Promise<Tensor> {
  const handle = await open(file, 'r')
  try {
    const bytes = await readBytes(handle, place.offset, place.length)
    return { shape: place.shape, data: toFloats(file, place, bytes) }
  } finally {
    await handle.close()
  }
}

/** All tensors of a small file. */
export async function readTensors(file: string): Promise<Map<string, Tensor>> {
  const tensors = new Map<string, Tensor>()
  for (const [name, place] of await readHeader(file)) tensors.set(name, await readTensor(file, place))
  return tensors
}

type Getter = (view: DataView, at: number) => number

const getters: Partial<Record<TensorPlace['dtype'], Getter>> = {
  F64: (view, at) => view.getFloat64(at, true),
  F32: (view, at) => view.getFloat32(at, true),
  F16: (view, at) => fromHalf(view.getUint16(at, true)),
  BF16: (view, at) => fromBfloat16(view.getUint16(at, true)),
  I64: (view, at) => Number(view.getBigInt64(at, true)),
  I32: (view, at) => view.getInt32(at, true),
  U8: (view, at) => view.getUint8(at),
  I8: (view, at) => view.getInt8(at),
}

export function toFloats(file: string, place: TensorPlace, bytes: Uint8Array): Float32Array {
  const get = getters[place.dtype]
  if (get === undefined)
    throw new VersoError('model-unsupported', `${file}: numbers of type ${place.dtype} cannot be read.`, {
      subject: file,
    })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const width = dtypeBytes[place.dtype]
  return Float32Array.from({ length: place.length / width }, (_, index) => get(view, index * width))
}

/** The upper half of a float32's bits. */
function fromBfloat16(bits: number): number {
  const view = new DataView(new ArrayBuffer(4))
  view.setUint32(0, bits << 16)
  return view.getFloat32(0)
}
