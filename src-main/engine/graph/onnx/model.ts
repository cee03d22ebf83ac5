import { ProtobufWriter } from './protobuf.ts'

/** `TensorProto.DataType`, the part in use. */
export const onnxTypes = {
  float: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  double: 11,
  bfloat16: 16,
} as const
export type OnnxType = keyof typeof onnxTypes

export type Attribute = number | string | readonly number[] | { readonly float: number }

export interface OnnxNode {
  readonly operator: string
  readonly domain: string
  readonly name: string
  /** An empty string leaves an optional input out. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Readonly<Record<string, Attribute>>
}

/** A constant of the graph: its bytes inline, or where they lie in a file. */
export interface Initialiser {
  readonly name: string
  readonly type: OnnxType
  readonly shape: readonly number[]
  readonly content:
    | { readonly kind: 'inline'; readonly bytes: Uint8Array }
    | {
        readonly kind: 'external'
        readonly location: string
        readonly offset: number
        readonly length: number
      }
    /** Given in memory when the network is loaded, by this name. */
    | { readonly kind: 'made'; readonly location: string; readonly length: number }
}

export interface Port {
  readonly name: string
  readonly type: OnnxType
  /** A number is a fixed side, a text a symbolic one. */
  readonly shape: readonly (number | string)[]
}

export interface OnnxGraph {
  readonly name: string
  readonly nodes: readonly OnnxNode[]
  readonly initialisers: readonly Initialiser[]
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
}

/** IR 10 and opset 21 (ONNX 1.16), with ONNX Runtime's own operators. Field numbers are those of onnx.proto3. */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  return new ProtobufWriter()
    .integer(1, 10)
    .text(2, 'verso')
    .message(7, (writer) => writeGraph(writer, graph))
    .message(8, (opset) => opset.text(1, '').integer(2, 21))
    .message(8, (opset) => opset.text(1, 'com.microsoft').integer(2, 1))
    .finish()
}

function writeGraph(writer: ProtobufWriter, graph: OnnxGraph): void {
  for (const node of graph.nodes) writer.message(1, (inner) => writeNode(inner, node))
  writer.text(2, graph.name)
  for (const constant of graph.initialisers) writer.message(5, (inner) => writeInitialiser(inner, constant))
  for (const port of graph.inputs) writer.message(11, (inner) => writePort(inner, port))
  for (const port of graph.outputs) writer.message(12, (inner) => writePort(inner, port))
}

function writeNode(writer: ProtobufWriter, node: OnnxNode): void {
  for (const input of node.inputs) writer.text(1, input)
  for (const output of node.outputs) writer.text(2, output)
  writer.text(3, node.name).text(4, node.operator)
  for (const [name, value] of Object.entries(node.attributes))
    writer.message(5, (inner) => writeAttribute(inner, name, value))
  if (node.domain !== '') writer.text(7, node.domain)
}

function writeAttribute(writer: ProtobufWriter, name: string, value: Attribute): void {
  writer.text(1, name)
  if (typeof value === 'number') writer.integer(3, value).integer(20, 2)
  else if (typeof value === 'string') writer.text(4, value).integer(20, 3)
  else if ('float' in value) writer.float(2, value.float).integer(20, 1)
  else {
    for (const item of value) writer.integer(8, item)
    writer.integer(20, 7)
  }
}

function writeInitialiser(writer: ProtobufWriter, constant: Initialiser): void {
  for (const side of constant.shape) writer.integer(1, side)
  writer.integer(2, onnxTypes[constant.type]).text(8, constant.name)
  const { content } = constant
  if (content.kind === 'inline') {
    writer.bytes(9, content.bytes)
    return
  }
  const offset = content.kind === 'made' ? 0 : content.offset
  const place = { location: content.location, offset, length: content.length }
  for (const [key, value] of Object.entries(place))
    writer.message(13, (entry) => entry.text(1, key).text(2, String(value)))
  writer.integer(14, 1)
}

function writePort(writer: ProtobufWriter, port: Port): void {
  writer.text(1, port.name).message(2, (type) =>
    type.message(1, (tensor) =>
      tensor.integer(1, onnxTypes[port.type]).message(2, (shape) => {
        for (const side of port.shape)
          shape.message(1, (dim) => (typeof side === 'number' ? dim.integer(1, side) : dim.text(2, side)))
      }),
    ),
  )
}
