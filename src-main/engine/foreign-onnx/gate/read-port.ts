import { damaged } from '#engine/weights/damaged.ts'
import { limits, refused, shown } from './limits.ts'
import { malformed, readFields, readString } from './protobuf-reader.ts'
import type { Field, Reading } from './protobuf-reader.ts'
import { enumOf } from './read-tensor.ts'

/** An input or output of a graph. `type` is a `TensorProto.DataType`; a side is a number, a name, or null. */
export interface OnnxPort {
  readonly name: string
  readonly type: number
  readonly shape: readonly (number | string | null)[] | null
}

/** A `ValueInfoProto` that is a tensor. */
export function readPort(reading: Reading, at: Field): OnnxPort {
  let [name, type]: [string, Field | null] = ['', null]
  for (const field of readMessage(reading, at)) {
    if (field.number === 1) name = readString(reading, field, limits.textBytes)
    if (field.number === 2) type = once(reading, type, field)
  }
  if (type === null) throw damaged(reading.file, `its port ${shown(name)} has no type`)
  return { name, ...readType(reading, name, type) }
}

function readType(reading: Reading, name: string, at: Field): Pick<OnnxPort, 'type' | 'shape'> {
  let tensor: Field | null = null
  for (const field of readMessage(reading, at)) {
    if (field.number === 1) tensor = once(reading, tensor, field)
    else if (field.number !== 6) throw refused(reading.file, `its port ${shown(name)} is no tensor`)
  }
  if (tensor === null) throw refused(reading.file, `its port ${shown(name)} is no tensor`)
  let [type, shape]: [number, Field | null] = [0, null]
  for (const field of readMessage(reading, tensor)) {
    if (field.number === 1) type = enumOf(reading, field)
    if (field.number === 2) shape = once(reading, shape, field)
  }
  return { type, shape: shape === null ? null : readShape(reading, name, shape) }
}

function readShape(reading: Reading, name: string, at: Field): OnnxPort['shape'] {
  const sides: (number | string | null)[] = []
  for (const field of readMessage(reading, at)) {
    if (field.number !== 1) continue
    if (sides.length === limits.rank)
      throw refused(reading.file, `its port ${shown(name)} has more than ${limits.rank} axes`)
    sides.push(readSide(reading, name, field))
  }
  return sides
}

function readSide(reading: Reading, name: string, at: Field): number | string | null {
  let side: number | string | null = null
  for (const field of readMessage(reading, at)) {
    if (field.number === 2) side = readString(reading, field, limits.textBytes)
    if (field.number !== 1) continue
    if (field.wire !== 0) throw malformed(reading, field.tagStart)
    if (typeof field.value === 'bigint' || field.value > limits.side)
      throw refused(reading.file, `its port ${shown(name)} has a side of ${field.value}`)
    // Exporters write −1 for a side that is not known.
    side = field.value < 0 ? null : field.value
  }
  return side
}

/** The fields of a field that is a message. */
export function readMessage(reading: Reading, at: Field): Generator<Field> {
  if (at.wire !== 2) throw malformed(reading, at.tagStart)
  return readFields(reading, at.start, at.end)
}

/** Readers differ in how they join a message that is there twice, so it is refused. */
export function once(reading: Reading, before: Field | null, now: Field): Field {
  if (before !== null || now.wire !== 2) throw malformed(reading, now.tagStart)
  return now
}
