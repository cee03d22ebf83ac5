import { ProtobufWriter } from '#engine/graph/onnx/protobuf.ts'

type Write = (writer: ProtobufWriter) => unknown

/** A part of a hand-written model; each is a message of onnx.proto3. */
export interface HandModel {
  readonly model?: Write
  readonly graph?: Write
  readonly nodes?: readonly Write[]
  readonly constants?: readonly Write[]
  readonly opset?: number
}

/** `y = Add(x, w)`, with what a test changes or adds. */
export function handModel(change: HandModel = {}): Buffer {
  const { model, graph, nodes = [add], constants = [tensor('w', [2, 3])], opset = 17 } = change
  const writer = new ProtobufWriter()
    .integer(1, 8)
    .text(2, 'hand')
    .message(7, (inner) => {
      for (const node of nodes) inner.message(1, (message) => void node(message))
      inner.text(2, 'graph')
      for (const constant of constants) inner.message(5, (message) => void constant(message))
      inner.message(11, (message) => void port('x', ['batch', 3])(message))
      inner.message(12, (message) => void port('y', ['batch', 3])(message))
      graph?.(inner)
    })
    .message(8, (inner) => inner.text(1, '').integer(2, opset))
  model?.(writer)
  return Buffer.from(writer.finish())
}

export const add: Write = (writer) => node('Add', ['x', 'w'])(writer)

export function node(operator: string, inputs: readonly string[], domain = '', attribute?: Write): Write {
  return (writer) => {
    for (const input of inputs) writer.text(1, input)
    writer.text(2, 'y').text(3, operator).text(4, operator)
    if (attribute !== undefined) writer.message(5, (inner) => void attribute(inner))
    if (domain !== '') writer.text(7, domain)
  }
}

/** A tensor of float32 zeros with its numbers inside, unless `content` says otherwise. */
export function tensor(name: string, shape: readonly number[], content?: Write, type = 1): Write {
  return (writer) => {
    for (const side of shape) writer.integer(1, side)
    writer.integer(2, type).text(8, name)
    if (content !== undefined) content(writer)
    else writer.bytes(9, new Uint8Array(4 * shape.reduce((product, side) => product * side, 1)))
  }
}

/** Where a tensor's numbers lie outside. */
export function outside(entries: Readonly<Record<string, string | number>>): Write {
  return (writer) => {
    for (const [key, value] of Object.entries(entries))
      writer.message(13, (entry) => entry.text(1, key).text(2, String(value)))
    writer.integer(14, 1)
  }
}

export function port(name: string, shape: readonly (number | string)[], type = 1): Write {
  return (writer) =>
    writer.text(1, name).message(2, (inner) =>
      inner.message(1, (tensorType) =>
        tensorType.integer(1, type).message(2, (sides) => {
          for (const side of shape)
            sides.message(1, (one) => (typeof side === 'number' ? one.integer(1, side) : one.text(2, side)))
        }),
      ),
    )
}
