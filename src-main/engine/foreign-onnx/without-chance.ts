import { readFileSync } from 'node:fs'
import { ProtobufWriter, varint } from '../graph/onnx/protobuf.ts'
import { bytesSource } from './gate/byte-source.ts'
import type { CheckedModel } from './gate/gate.ts'
import { readFields } from './gate/protobuf-reader.ts'
import type { Field, Reading } from './gate/protobuf-reader.ts'

/**
 * The bytes of a model whose random numbers are all 0. diffusers' converter wrote encoders that draw a sample of a
 * picture's latents inside the graph, as mean + deviation · random, with ONNX Runtime's own generator: the same
 * request would give another picture each time. With `RandomNormalLike(x)` replaced by `Sub(x, x)` they give the mean.
 */
export function withoutChance(model: CheckedModel): Uint8Array {
  const bytes = readFileSync(model.file)
  const { graph, random } = model
  const reading: Reading = { file: model.file, source: bytesSource(bytes), fieldsLeft: 1_000_000 }
  const content: Uint8Array[] = []
  let at = graph.start
  for (const { field } of [...random].sort((a, b) => a.field.start - b.field.start)) {
    content.push(
      bytes.subarray(at, field.tagStart),
      new ProtobufWriter().bytes(1, zerosNode(reading, field)).finish(),
    )
    at = field.end
  }
  content.push(bytes.subarray(at, graph.end))
  const length = content.reduce((sum, part) => sum + part.length, 0)
  const tag = Buffer.from([7 * 8 + 2])
  const parts = [
    bytes.subarray(0, graph.tagStart),
    tag,
    varint(length),
    ...content,
    bytes.subarray(graph.end),
  ]
  return Buffer.concat(parts)
}

/** `Sub(x, x)` with the node's own input and outputs. */
function zerosNode(reading: Reading, at: Field): Uint8Array {
  const writer = new ProtobufWriter()
  const textOf = ({ start, end }: Field): Uint8Array => reading.source.read(start, end - start)
  for (const field of readFields(reading, at.start, at.end)) {
    if (field.number === 1) writer.bytes(1, textOf(field)).bytes(1, textOf(field))
    if (field.number === 2 || field.number === 3) writer.bytes(field.number, textOf(field))
  }
  return writer.text(4, 'Sub').finish()
}
