import { damaged } from '#engine/weights/damaged.ts'
import { bytesOf, typeName } from './data-types.ts'
import { limits, refused, shown } from './limits.ts'
import { malformed, readFields, readString, readVarints } from './protobuf-reader.ts'
import type { Field, Reading } from './protobuf-reader.ts'

/** Where a tensor's numbers lie outside the model's file. */
export interface ExternalPlace {
  readonly location: string
  readonly offset: number
  readonly length: number
}

/** A `TensorProto`, its numbers left where they are. */
export interface StoredConstant {
  readonly name: string
  readonly type: number
  readonly shape: readonly number[]
  readonly bytes: number
  readonly external: ExternalPlace | null
  /** The numbers of a short list of int64, by which graphs say shapes; else null. */
  readonly values: readonly number[] | null
}

interface Parts {
  name: string
  type: number
  readonly shape: number[]
  raw: Field | null
  /** Bytes of the fields of typed numbers. */
  typed: number
  readonly values: number[]
  outside: boolean
  readonly entries: Map<string, string>
}

const typedFields = [4, 5, 6, 7, 10, 11]
const longestList = 16

/** Reads and checks a tensor: type, sides, and that exactly as many bytes are there as they ask for. */
export function readTensor(reading: Reading, start: number, end: number): StoredConstant {
  const parts: Parts = {
    name: '',
    type: 0,
    shape: [],
    raw: null,
    typed: 0,
    values: [],
    outside: false,
    entries: new Map(),
  }
  for (const field of readFields(reading, start, end)) readPart(reading, parts, field)
  const { name, type, shape } = parts
  const bytes = bytesOf(type, countOf(reading, name, shape))
  if (bytes === null) throw refused(reading.file, `its tensor ${shown(name)} holds ${typeName(type)}`)
  if (parts.outside)
    return { name, type, shape, bytes, external: placeOf(reading, parts, bytes), values: null }
  if (parts.entries.size > 0) throw damaged(reading.file, `its tensor ${shown(name)} lies in two places`)
  checkInside(reading, parts, bytes)
  return { name, type, shape, bytes, external: null, values: shortList(reading, parts) }
}

function readPart(reading: Reading, parts: Parts, field: Field): void {
  if (field.number === 1) parts.shape.push(...readVarints(reading, field, limits.rank).map(Number))
  else if (field.number === 2) parts.type = enumOf(reading, field)
  else if (field.number === 3) throw refused(reading.file, 'it has a tensor in segments')
  else if (field.number === 8) parts.name = readString(reading, field, limits.textBytes)
  else if (field.number === 9) {
    if (field.wire !== 2 || parts.raw !== null) throw malformed(reading, field.tagStart)
    parts.raw = field
  } else if (field.number === 13) readEntry(reading, parts, field)
  else if (field.number === 14) parts.outside = locationOf(reading, field)
  else if (typedFields.includes(field.number)) readTyped(reading, parts, field)
  if (parts.shape.length > limits.rank)
    throw refused(reading.file, `a tensor has more than ${limits.rank} axes`)
}

function readTyped(reading: Reading, parts: Parts, field: Field): void {
  parts.typed += field.end - field.start
  const isShort = parts.typed <= 10 * longestList
  if (field.number === 7 && isShort)
    parts.values.push(...readVarints(reading, field, 10 * longestList).map(Number))
}

export function enumOf(reading: Reading, field: Field): number {
  if (field.wire !== 0 || typeof field.value === 'bigint') throw malformed(reading, field.tagStart)
  return field.value
}

function locationOf(reading: Reading, field: Field): boolean {
  const value = enumOf(reading, field)
  if (value !== 0 && value !== 1) throw malformed(reading, field.tagStart)
  return value === 1
}

function readEntry(reading: Reading, parts: Parts, field: Field): void {
  if (field.wire !== 2) throw malformed(reading, field.tagStart)
  const texts: (string | undefined)[] = []
  for (const part of readFields(reading, field.start, field.end))
    if (part.number <= 2) texts[part.number] = readString(reading, part, limits.textBytes)
  const [, key = '', value = ''] = texts
  if (parts.entries.has(key))
    throw damaged(reading.file, `its tensor ${shown(parts.name)} says ${shown(key)} twice`)
  if (!['location', 'offset', 'length', 'checksum'].includes(key))
    throw refused(
      reading.file,
      `its tensor ${shown(parts.name)} lies outside with ${shown(key)}, which is unknown`,
    )
  parts.entries.set(key, value)
}

/** How many numbers a shape holds; giants are refused. */
export function countOf(reading: Reading, name: string, shape: readonly number[]): number {
  const wrong = shape.find((side) => !Number.isSafeInteger(side) || side < 0 || side > limits.side)
  if (wrong !== undefined) throw refused(reading.file, `its tensor ${shown(name)} has a side of ${wrong}`)
  const count = shape.reduce((product, side) => product * side, 1)
  if (count > 2 ** 40) throw refused(reading.file, `its tensor ${shown(name)} is ${shape.join(' × ')}`)
  return count
}

function placeOf(reading: Reading, { name, entries, raw, typed }: Parts, bytes: number): ExternalPlace {
  const location = entries.get('location')
  if (raw !== null || typed > 0 || location === undefined)
    throw damaged(reading.file, `its tensor ${shown(name)} does not say where it lies`)
  const [offset = 0, length = bytes] = ['offset', 'length'].map((key) => wholeNumber(entries.get(key)))
  if (Number.isNaN(offset) || length !== bytes) {
    const says = `offset ${shown(entries.get('offset') ?? '0')} and length ${shown(entries.get('length') ?? '')}`
    throw damaged(reading.file, `its tensor ${shown(name)} takes ${bytes} bytes, but says ${says}`)
  }
  return { location, offset, length }
}

function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  return /^\d{1,15}$/.test(text) ? Number(text) : NaN
}

function checkInside(reading: Reading, { name, type, raw, typed, shape }: Parts, bytes: number): void {
  if (raw !== null && typed > 0) throw damaged(reading.file, `its tensor ${shown(name)} lies in two places`)
  const found = raw === null ? typed : raw.end - raw.start
  // Numbers in their own fields are packed in different ways: two small ones may share a byte, none takes less.
  const fits = raw === null ? countOf(reading, name, shape) <= 2 * typed : found === bytes
  if (!fits)
    throw damaged(
      reading.file,
      `its tensor ${shown(name)}, ${shape.join(' × ')} of ${typeName(type)}, holds ${found} bytes`,
    )
}

function shortList(reading: Reading, { type, raw, typed, values }: Parts): readonly number[] | null {
  if (type !== 7) return null
  if (raw === null) return typed > 10 * longestList || values.length > longestList ? null : values
  const length = raw.end - raw.start
  if (length > 8 * longestList) return null
  const bytes = reading.source.read(raw.start, length)
  const view = new DataView(bytes.buffer, bytes.byteOffset, length)
  return Array.from({ length: length / 8 }, (_, index) => Number(view.getBigInt64(8 * index, true)))
}
