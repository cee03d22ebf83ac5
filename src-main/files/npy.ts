/**
 * Floats as a NumPy file, format 1.0: magic, header padded to 64 bytes, then little-endian float32 in C order.
 * Source: NumPy Enhancement Proposal 1.
 */
export function encodeNpy(shape: readonly number[], data: Float32Array): Uint8Array {
  const size = shape.reduce((product, side) => product * side, 1)
  if (size !== data.length)
    throw new RangeError(`Shape [${shape.join(', ')}] does not fit ${data.length} numbers.`)
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': ${tuple}, }`
  const padding = 64 - ((10 + dictionary.length + 1) % 64)
  const header = `${dictionary}${' '.repeat(padding % 64)}\n`
  const bytes = new Uint8Array(10 + header.length + data.length * 4)
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0])
  const view = new DataView(bytes.buffer)
  view.setUint16(8, header.length, true)
  bytes.set(new TextEncoder().encode(header), 10)
  data.forEach((value, index) => view.setFloat32(10 + header.length + index * 4, value, true))
  return bytes
}
