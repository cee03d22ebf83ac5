/** Bytes of one number of each type that a safetensors file may hold. */
export const dtypeBytes = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  U64: 8,
  I32: 4,
  U32: 4,
  I16: 2,
  U16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
} as const

export type Dtype = keyof typeof dtypeBytes

export function isDtype(text: unknown): text is Dtype {
  return typeof text === 'string' && Object.hasOwn(dtypeBytes, text)
}
