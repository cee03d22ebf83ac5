/**
 * Writer for protocol buffers' wire format: as much of it as an ONNX model needs.
 * https://protobuf.dev/programming-guides/encoding/
 */
export class ProtobufWriter {
  private readonly chunks: Uint8Array[] = []
  private size = 0

  /** An int32, int64, enum or bool field; negative numbers take ten bytes, as the format says. */
  integer(field: number, value: number | bigint): this {
    return this.push(varint(field * 8)).push(varint(value))
  }

  /** A 32-bit float field. */
  float(field: number, value: number): this {
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setFloat32(0, value, true)
    return this.push(varint(field * 8 + 5)).push(bytes)
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value))
  }

  bytes(field: number, value: Uint8Array): this {
    return this.push(varint(field * 8 + 2))
      .push(varint(value.length))
      .push(value)
  }

  /** A message inside the message. */
  message(field: number, write: (inner: ProtobufWriter) => void): this {
    const inner = new ProtobufWriter()
    write(inner)
    return this.bytes(field, inner.finish())
  }

  finish(): Uint8Array {
    const all = new Uint8Array(this.size)
    let at = 0
    for (const chunk of this.chunks) {
      all.set(chunk, at)
      at += chunk.length
    }
    return all
  }

  private push(chunk: Uint8Array): this {
    this.chunks.push(chunk)
    this.size += chunk.length
    return this
  }
}

/** Base-128 digits, least first; a negative number as its 64-bit two's complement. */
export function varint(value: number | bigint): Uint8Array {
  const digits: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  while (rest > 127n) {
    digits.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  digits.push(Number(rest))
  return Uint8Array.from(digits)
}
