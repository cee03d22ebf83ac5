import { damaged } from '#engine/weights/damaged.ts'
import type { ByteSource } from './byte-source.ts'
import { limits, refused, shown } from './limits.ts'
import { readFields, readString } from './protobuf-reader.ts'
import type { Field, Reading } from './protobuf-reader.ts'
import { readGraph } from './read-graph.ts'
import type { GraphFacts } from './read-graph.ts'
import { once, readMessage } from './read-port.ts'
import { enumOf } from './read-tensor.ts'

/** An ONNX model that has been read through; nothing outside its file has been looked at. */
export interface ModelFacts extends GraphFacts {
  /** The field of the graph in the file. */
  readonly graph: Field
}

/**
 * Reads a `ModelProto` from end to end and checks all that needs no other file: structure, operators, versions, sizes,
 * and that each tensor inside has as many bytes as it asks for. `file` is what messages call it. Throws
 * `model-damaged` and `model-unsupported`, and nothing else, whatever the bytes.
 */
export function readModel(file: string, source: ByteSource): ModelFacts {
  if (source.size > limits.fileBytes)
    throw refused(file, `it takes ${source.size} bytes, more than the format allows`)
  const reading: Reading = { file, source, fieldsLeft: limits.fields }
  let graph: Field | null = null
  const versions = new Map<string, number>()
  for (const field of readFields(reading, 0, source.size)) {
    if (field.number === 7) graph = once(reading, graph, field)
    else if (field.number === 8) readOpset(reading, field, versions)
    else if (field.number === 20) throw refused(file, 'it is made for training')
    else if (field.number === 25) throw refused(file, 'it brings operators of its own (functions)')
  }
  if (graph === null) throw damaged(file, 'it holds no graph')
  checkOpset(file, versions.get(''))
  const facts: GraphFacts = { inputs: [], outputs: [], constants: [], random: [], nodes: 0 }
  readGraph({ reading, facts, depth: 0 }, graph)
  if (facts.outputs.length === 0) throw damaged(file, 'its graph has no output')
  return { ...facts, nodes: facts.nodes, graph }
}

function readOpset(reading: Reading, at: Field, versions: Map<string, number>): void {
  let [domain, version] = ['', 0]
  for (const field of readMessage(reading, at)) {
    if (field.number === 1) domain = readString(reading, field, limits.textBytes)
    if (field.number === 2) version = enumOf(reading, field)
  }
  // Two names of the standard operators.
  const name = domain === 'ai.onnx' ? '' : domain
  if (versions.has(name)) throw damaged(reading.file, `it names the operators of ${shown(name)} twice`)
  if (versions.size > 100) throw refused(reading.file, 'it names more than 100 sets of operators')
  versions.set(name, version)
}

function checkOpset(file: string, version: number | undefined): void {
  const { least, most } = limits.opset
  if (version === undefined) throw damaged(file, 'it does not say the version of its operators')
  if (version < least || version > most)
    throw refused(file, `it uses operators of version ${version}, where ${least} to ${most} are known`)
}
