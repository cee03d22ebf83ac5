import { limits, refused } from './limits.ts'
import { readString, readVarints } from './protobuf-reader.ts'
import type { Field, Reading } from './protobuf-reader.ts'
import { once, readMessage } from './read-port.ts'
import { readTensor } from './read-tensor.ts'
import type { StoredConstant } from './read-tensor.ts'

/** What of an `AttributeProto` matters to its node. */
export interface AttributeFacts {
  /** The tensor that it holds: a `Constant`'s value. */
  readonly constant: StoredConstant | null
  /** Tensors of a list. */
  readonly others: readonly StoredConstant[]
  /** Graphs inside, not yet read. */
  readonly graphs: readonly Field[]
  /** The whole numbers of an attribute called `shape`. */
  readonly sides: readonly number[]
}

const longestList = 64

/** Reads and checks an attribute and the tensors in it. */
export function readAttribute(reading: Reading, at: Field): AttributeFacts {
  let [tensor, name]: [Field | null, string] = [null, '']
  const [sides, graphs, others]: [number[], Field[], StoredConstant[]] = [[], [], []]
  let graph: Field | null = null
  for (const field of readMessage(reading, at)) {
    if (field.number === 1) name = readString(reading, field, limits.textBytes)
    else if (field.number === 5) tensor = once(reading, tensor, field)
    else if (field.number === 6) graph = once(reading, graph, field)
    else if (field.number === 8) addSides(reading, sides, field)
    else if (field.number === 10) others.push(tensorAt(reading, once(reading, null, field)))
    else if (field.number === 11) graphs.push(once(reading, null, field))
    else if (field.number === 22 || field.number === 23) throw refused(reading.file, 'it has sparse tensors')
  }
  if (graph !== null) graphs.push(graph)
  const constant = tensor === null ? null : tensorAt(reading, tensor)
  return { constant, others, graphs, sides: name === 'shape' ? sides : [] }
}

function tensorAt(reading: Reading, { start, end }: Field): StoredConstant {
  return readTensor(reading, start, end)
}

/** No shape is longer than these; other lists may be, and do not matter. */
function addSides(reading: Reading, sides: number[], field: Field): void {
  if (sides.length >= longestList || field.end - field.start > 10 * longestList) return
  sides.push(...readVarints(reading, field, 10 * longestList).map(Number))
}
