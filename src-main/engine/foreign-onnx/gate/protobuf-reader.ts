import { damaged } from '#engine/weights/damaged.ts'
import type { ByteSource } from './byte-source.ts'

/** One pass over a hostile file: what it is called in messages, its bytes, and how many more fields it may have. */
export interface Reading {
  readonly file: string
  readonly source: ByteSource
  fieldsLeft: number
}

/** A field of a message. `start` and `end` bound its content; `tagStart` is where its tag begins. */
export interface Field {
  readonly number: number
  /** 0 varint, 1 eight bytes, 2 length and content, 5 four bytes. */
  readonly wire: 0 | 1 | 2 | 5
  /** Of a varint: a number where that is exact, else a signed 64-bit bigint. Of others 0. */
  readonly value: number | bigint
  readonly tagStart: number
  readonly start: number
  readonly end: number
}

/** Fields of the message in bytes [start, end). Throws `model-damaged` where the bytes are no message. */
export function* readFields(reading: Reading, start: number, end: number): Generator<Field> {
  let at = start
  while (at < end) {
    if (--reading.fieldsLeft < 0) throw damaged(reading.file, 'it has more fields than any model')
    const field = readField(reading, at, end)
    yield field
    at = field.end
  }
}

function readField(reading: Reading, tagStart: number, end: number): Field {
  const [tag, at] = readVarint(reading, tagStart, end)
  const [number, wire] = typeof tag === 'number' ? [Math.floor(tag / 8), tag % 8] : [0, 7]
  if (number < 1 || number > 0x1fffffff) throw malformed(reading, tagStart)
  if (wire === 0) {
    const [value, after] = readVarint(reading, at, end)
    return { number, wire, value, tagStart, start: at, end: after }
  }
  if (wire === 1 || wire === 5) {
    const after = at + (wire === 1 ? 8 : 4)
    if (after > end) throw malformed(reading, tagStart)
    return { number, wire, value: 0, tagStart, start: at, end: after }
  }
  // Groups (3, 4) are older than ONNX, 6 and 7 do not exist.
  if (wire !== 2) throw malformed(reading, tagStart)
  const [length, from] = readVarint(reading, at, end)
  if (typeof length === 'bigint' || length > end - from) throw malformed(reading, tagStart)
  return { number, wire, value: 0, tagStart, start: from, end: from + length }
}

/** Base-128 digits, least first, ten at most. Returns the value and where it ends. */
export function readVarint(reading: Reading, start: number, end: number): [number | bigint, number] {
  const bytes = reading.source.read(start, Math.min(10, end - start))
  let value = 0
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0
    // Seven digits are 49 bits, exact in a number; beyond, most values are negative and take ten.
    if (index < 7) value += (byte & 127) * 2 ** (7 * index)
    if (byte < 128) return [index < 7 ? value : wide(bytes.subarray(0, index + 1)), start + index + 1]
  }
  throw malformed(reading, start)
}

function wide(bytes: Uint8Array): number | bigint {
  let value = 0n
  for (const [index, byte] of bytes.entries()) value |= BigInt(byte & 127) << BigInt(7 * index)
  value = BigInt.asIntN(64, value)
  const small = Number(value)
  return Number.isSafeInteger(small) ? small : value
}

/** The varints of a field, whether it holds one or is packed; `most` are read, and more refused. */
export function readVarints(reading: Reading, field: Field, most: number): (number | bigint)[] {
  if (field.wire === 0) return [field.value]
  if (field.wire !== 2) throw malformed(reading, field.tagStart)
  const values: (number | bigint)[] = []
  let at = field.start
  while (at < field.end) {
    if (values.length === most) throw malformed(reading, field.tagStart)
    const [value, after] = readVarint(reading, at, field.end)
    values.push(value)
    at = after
  }
  return values
}

/** A text no longer than `most` bytes, in UTF-8. */
export function readString(reading: Reading, field: Field, most: number): string {
  const length = field.end - field.start
  if (field.wire !== 2 || length > most) throw malformed(reading, field.tagStart)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(reading.source.read(field.start, length))
  } catch (cause) {
    throw damaged(reading.file, `its text at byte ${field.start} is not UTF-8`, cause)
  }
}

export function malformed(reading: Reading, at: number): Error {
  return damaged(reading.file, `it is no ONNX model, or broken at byte ${at}`)
}
