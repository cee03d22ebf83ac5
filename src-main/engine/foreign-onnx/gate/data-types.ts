/** `TensorProto.DataType`: the name of each type of number, and the bits it takes. Texts and complex numbers are left out. */
const types: Readonly<Record<number, readonly [name: string, bits: number]>> = {
  1: ['float32', 32],
  2: ['uint8', 8],
  3: ['int8', 8],
  4: ['uint16', 16],
  5: ['int16', 16],
  6: ['int32', 32],
  7: ['int64', 64],
  9: ['bool', 8],
  10: ['float16', 16],
  11: ['float64', 64],
  12: ['uint32', 32],
  13: ['uint64', 64],
  16: ['bfloat16', 16],
  17: ['float8e4m3fn', 8],
  18: ['float8e4m3fnuz', 8],
  19: ['float8e5m2', 8],
  20: ['float8e5m2fnuz', 8],
  21: ['uint4', 4],
  22: ['int4', 4],
  23: ['float4e2m1', 4],
  24: ['float8e8m0', 8],
}

export function typeName(type: number): string {
  return types[type]?.[0] ?? `type ${type}`
}

/** Bytes of so many numbers of a type; null for types that graphs of pictures have no use for. */
export function bytesOf(type: number, count: number): number | null {
  const known = types[type]
  return known === undefined ? null : Math.ceil((count * known[1]) / 8)
}
