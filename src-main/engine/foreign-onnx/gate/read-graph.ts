import { checkOperator } from './operators.ts'
import { limits, refused, shown } from './limits.ts'
import { readString } from './protobuf-reader.ts'
import type { Field, Reading } from './protobuf-reader.ts'
import { readAttribute } from './read-attribute.ts'
import { once, readMessage, readPort } from './read-port.ts'
import type { OnnxPort } from './read-port.ts'
import { readTensor } from './read-tensor.ts'
import type { StoredConstant } from './read-tensor.ts'

/** A node that draws random numbers, and the bytes of its field in the file. */
export interface RandomNode {
  readonly operator: string
  readonly field: Field
  /** Whether it lies in the graph itself and not in a branch of one of its nodes. */
  readonly outermost: boolean
}

/** What is known of a model's graph, and of those inside its nodes. */
export interface GraphFacts {
  readonly inputs: OnnxPort[]
  readonly outputs: OnnxPort[]
  readonly constants: StoredConstant[]
  readonly random: RandomNode[]
  nodes: number
}

/** A tensor whose sides another tensor says: the operator, and the name of that other one. */
interface Filling {
  readonly operator: string
  readonly shape: string
}

interface Walk {
  readonly reading: Reading
  readonly facts: GraphFacts
  readonly depth: number
}

/** A `GraphProto`, checked through: operators, tensors, ports, and the graphs inside. */
export function readGraph(walk: Walk, at: Field): void {
  const { reading, facts, depth } = walk
  if (depth > limits.depth)
    throw refused(reading.file, `its graphs lie in one another, more than ${limits.depth} deep`)
  const lists = new Map<string, readonly number[]>()
  const fillings: Filling[] = []
  for (const field of readMessage(reading, at)) {
    if (field.number === 1) readNode(walk, field, lists, fillings)
    else if (field.number === 5) keep(walk, tensorAt(reading, field), lists)
    else if (field.number === 15) throw refused(reading.file, 'it has sparse tensors')
    else if (depth === 0 && (field.number === 11 || field.number === 12)) {
      const ports = field.number === 11 ? facts.inputs : facts.outputs
      if (ports.push(readPort(reading, field)) > limits.ports)
        throw refused(reading.file, `it has more than ${limits.ports} inputs or outputs`)
    }
  }
  for (const { operator, shape } of fillings) checkFilling(reading, operator, lists.get(shape) ?? [])
}

function keep(
  { reading, facts }: Walk,
  constant: StoredConstant,
  lists: Map<string, readonly number[]>,
): void {
  if (constant.values !== null) lists.set(constant.name, constant.values)
  if (facts.constants.push(constant) > limits.constants)
    throw refused(reading.file, `it has more than ${limits.constants} tensors`)
}

function tensorAt(reading: Reading, field: Field): StoredConstant {
  const { start, end } = once(reading, null, field)
  return readTensor(reading, start, end)
}

interface NodeParts {
  readonly inputs: string[]
  output: string
  operator: string
  domain: string
  readonly attributes: Field[]
}

function readNode(walk: Walk, at: Field, lists: Map<string, readonly number[]>, fillings: Filling[]): void {
  const { reading, facts, depth } = walk
  const node: NodeParts = { inputs: [], output: '', operator: '', domain: '', attributes: [] }
  for (const field of readMessage(reading, at)) readNodePart(reading, node, field)
  if (++facts.nodes > limits.nodes) throw refused(reading.file, `it has more than ${limits.nodes} nodes`)
  const { operator, domain, inputs } = node
  checkOperator(reading.file, domain, operator)
  for (const attribute of node.attributes) {
    const { constant, others, graphs, sides } = readAttribute(reading, attribute)
    if (constant !== null) keep(walk, { ...constant, name: node.output }, lists)
    for (const other of others) keep(walk, other, new Map())
    for (const graph of graphs) readGraph({ ...walk, depth: depth + 1 }, graph)
    if (operator === 'RandomNormal' || operator === 'RandomUniform') checkFilling(reading, operator, sides)
  }
  if (operator === 'ConstantOfShape') fillings.push({ operator, shape: inputs[0] ?? '' })
  if (operator === 'Expand') fillings.push({ operator, shape: inputs[1] ?? '' })
  if (/^(Random|Bernoulli$|Multinomial$)/.test(operator))
    facts.random.push({ operator, field: at, outermost: depth === 0 })
}

function readNodePart(reading: Reading, node: NodeParts, field: Field): void {
  const text = (): string => readString(reading, field, limits.textBytes)
  if (field.number === 1) node.inputs.push(text())
  else if (field.number === 2) node.output ||= text()
  else if (field.number === 4) node.operator = text()
  else if (field.number === 5) node.attributes.push(once(reading, null, field))
  else if (field.number === 7) node.domain = text()
}

/** ONNX Runtime makes such tensors while it loads a graph: a few bytes could ask for all memory. */
function checkFilling(reading: Reading, operator: string, sides: readonly number[]): void {
  const count = sides.reduce((product, side) => product * Math.max(1, Math.abs(side)), 1)
  if (count > limits.filled)
    throw refused(reading.file, `its node ${shown(operator)} fills a tensor of ${sides.join(' × ')} numbers`)
}
