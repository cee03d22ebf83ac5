import { relative, sep } from 'node:path'
import { VersoError } from '#shared/errors.ts'
import { commonFolder } from '#engine/weights/weight-source.ts'
import type { StoredTensor, WeightSource } from '#engine/weights/weight-source.ts'
import { changedWeight } from '../layers/changed-weight.ts'
import { MadeWeights } from './made-weights.ts'
import type { MadeConstant, MadeGraph } from './made-weights.ts'
import { encodeModel } from './model.ts'
import type { Attribute, Initialiser, OnnxNode, OnnxType, Port } from './model.ts'

/** The name of a tensor in the graph. */
export type Value = string

/** A graph as ONNX Runtime takes it: its bytes, and the folder that its weights' locations start from. */
export interface BuiltGraph {
  readonly name: string
  readonly bytes: Uint8Array
  readonly folder: string
  /** The files that its weights lie in. */
  readonly files: readonly string[]
  /** How many numbers its weights are. */
  readonly parameters: number
  /** Constants to make before the graph is loaded. */
  readonly made?: readonly MadeGraph[]
}

type Rows = readonly [from: number, to: number]

const floatTypes = { F32: 'float', F16: 'float16', BF16: 'bfloat16', F64: 'double' } as const
const eightBitTypes = { I8: 'int8' } as const
const storedTypes = { ...floatTypes, ...eightBitTypes } as const
type StoredTypes = Partial<typeof storedTypes>

/**
 * Collects nodes and constants. Weights stay where they lie: each becomes an initialiser that points at its bytes
 * in the user's file, and is checked against the shape that the config asks for before anything is loaded.
 */
export class GraphBuilder {
  private readonly nodes: OnnxNode[] = []
  private readonly initialisers = new Map<string, Initialiser>()
  private readonly inputs: Port[] = []
  private readonly outputs: Port[] = []
  private readonly casts = new Map<string, Value>()
  private readonly changed = new Map<string, Value>()
  private readonly shared = new Map<string, unknown>()
  private readonly name: string
  private readonly weights: WeightSource
  /** The weights as eight-bit maps take them; null in other precisions. */
  readonly eightBit: MadeWeights | null

  constructor(name: string, weights: WeightSource) {
    this.name = name
    this.weights = weights
    this.eightBit =
      weights.precision === 'int8' ? new MadeWeights(weights, (own, of) => new GraphBuilder(own, of)) : null
  }

  input(name: string, type: OnnxType, shape: readonly (number | string)[]): Value {
    this.inputs.push({ name, type, shape })
    return name
  }

  output(name: string, value: Value, shape: readonly (number | string)[], type: OnnxType = 'float'): void {
    this.nodes.push({
      operator: 'Identity',
      domain: '',
      name,
      inputs: [value],
      outputs: [name],
      attributes: {},
    })
    this.outputs.push({ name, type, shape })
  }

  /** A node with one output. */
  node(
    operator: string,
    inputs: readonly Value[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): Value {
    return this.add(operator, '', inputs, attributes)
  }

  /** A node of ONNX Runtime's own domain, `com.microsoft`. */
  microsoft(
    operator: string,
    inputs: readonly Value[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): Value {
    return this.add(operator, 'com.microsoft', inputs, attributes)
  }

  /** A node with several outputs. */
  several(operator: string, inputs: readonly Value[], count: number): readonly Value[] {
    const name = `${operator}_${this.nodes.length}`
    const outputs = Array.from({ length: count }, (_, index) => `${name}:${index}`)
    this.nodes.push({ operator, domain: '', name, inputs, outputs, attributes: {} })
    return outputs
  }

  /** What `make` gives at the first call with this key. */
  once<T>(key: string, make: () => T): T {
    if (!this.shared.has(key)) this.shared.set(key, make())
    return this.shared.get(key) as T
  }

  floats(values: readonly number[], shape: readonly number[] = [values.length]): Value {
    return this.constant('float', shape, new Uint8Array(Float32Array.from(values).buffer))
  }

  integers(values: readonly number[], shape: readonly number[] = [values.length]): Value {
    return this.constant('int64', shape, new Uint8Array(BigInt64Array.from(values, BigInt).buffer))
  }

  has(name: string): boolean {
    return this.weights.tensors.has(name)
  }

  /** Which edges of the network's pictures meet. */
  get seamless(): WeightSource['seamless'] {
    return this.weights.seamless
  }

  /** Rows that embeddings add to the table of words; none in most models. */
  get addedWords(): readonly StoredTensor[] {
    return this.weights.addedWords ?? []
  }

  /**
   * A weight as float32, with what LoRAs add to it: from half precision through a Cast that ONNX Runtime folds when
   * it loads the graph, and from int8 by the scale of each row. `shape` is what the config asks for; `rows` takes
   * part of its first axis.
   */
  weight(name: string, shape: readonly number[], rows?: Rows): Value {
    if (this.eightBit !== null) return this.made(this.eightBit.float(name, shape, rows))
    const isScaled = this.weights.tensors.get(name)?.dtype === 'I8' && this.has(`${name}_scale`)
    const base = isScaled ? this.scaled(name, shape, rows) : this.widened(this.stored(name, shape, rows))
    const terms = this.weights.changes?.get(name)
    if (terms === undefined) return base
    const known = this.changed.get(base)
    if (known !== undefined) return known
    const sum = changedWeight(this, base, terms, shape, rows ?? [0, shape[0] ?? 1])
    this.changed.set(base, sum)
    return sum
  }

  /** A weight in its own type. `shape` is what the config asks for; `rows` takes part of its first axis. */
  stored(name: string, shape: readonly number[], rows?: Rows): Value {
    return this.place(name, this.checked(name, shape), shape, rows)
  }

  /** A tensor of another file, such as a LoRA's, as float32 in a shape of as many numbers. */
  tensor(tensor: StoredTensor, shape: readonly number[], rows?: Rows): Value {
    return this.widened(this.place(`${tensor.file}:${tensor.offset}`, tensor, shape, rows))
  }

  /** A constant that is made when the graph is loaded. */
  made({ location, type, shape }: MadeConstant): Value {
    const length = shape.reduce((product, side) => product * side, type === 'int8' ? 1 : 4)
    this.initialisers.set(location, {
      name: location,
      type,
      shape,
      content: { kind: 'made', location, length },
    })
    return location
  }

  finish(): BuiltGraph {
    const { name, nodes, inputs, outputs } = this
    const places = [...this.initialisers.values()].flatMap(({ content }) =>
      content.kind === 'external' ? [content.location] : [],
    )
    const files = [...new Set(places)]
    // LoRAs may lie in other folders than the model: then all locations start from the folder that holds both.
    const folder = commonFolder(files, this.weights.folder)
    const initialisers = [...this.initialisers.values()].map((initialiser) => seenFrom(folder, initialiser))
    const bytes = encodeModel({ name, nodes, inputs, outputs, initialisers })
    const parameters = initialisers.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0)
    if (this.eightBit === null) return { name, bytes, folder, files, parameters }
    const made = this.eightBit.finish()
    return { name, bytes, folder, files: [...new Set(made.flatMap((part) => part.files))], parameters, made }
  }

  /** int8 `NAME` [out, …] times float `NAME_scale` [out]: both are constants, so ONNX Runtime folds the product. */
  private scaled(name: string, shape: readonly number[], rows?: Rows): Value {
    return this.once(`scaled ${name} ${rows?.join(':') ?? ''}`, () => {
      const out = shape[0] ?? 1
      const numbers = this.place(name, this.checked(name, shape, eightBitTypes), shape, rows)
      const scale = this.checked(`${name}_scale`, [out])
      const column = [out, ...shape.slice(1).map(() => 1)]
      const factors = this.place(`${name}_scale`, scale, column, rows)
      return this.node('Mul', [this.widened(numbers), this.widened(factors)])
    })
  }

  private widened(value: Value): Value {
    const stored = this.initialisers.get(value)
    if (stored === undefined || stored.type === 'float') return value
    const known = this.casts.get(value)
    if (known !== undefined) return known
    const cast = this.node('Cast', [value], { to: 1 })
    this.casts.set(value, cast)
    return cast
  }

  /** The initialiser of a tensor, or of rows of it; its location is the whole path until the graph is finished. */
  private place(name: string, tensor: StoredTensor, shape: readonly number[], rows?: Rows): Value {
    const [from, to] = rows ?? [0, shape[0] ?? 1]
    const value = rows === undefined ? name : `${name}[${from}:${to}]`
    if (this.initialisers.has(value)) return value
    const rowBytes = shape.length === 0 ? tensor.length : tensor.length / (shape[0] ?? 1)
    this.initialisers.set(value, {
      name: value,
      type: storedTypes[tensor.dtype as keyof typeof storedTypes],
      shape: rows === undefined ? shape : [to - from, ...shape.slice(1)],
      content: {
        kind: 'external',
        location: tensor.file,
        offset: tensor.offset + from * rowBytes,
        length: (to - from) * rowBytes,
      },
    })
    return value
  }

  private add(
    operator: string,
    domain: string,
    inputs: readonly Value[],
    attributes: Readonly<Record<string, Attribute>>,
  ): Value {
    const name = `${operator}_${this.nodes.length}`
    this.nodes.push({ operator, domain, name, inputs, outputs: [name], attributes })
    return name
  }

  private constant(type: OnnxType, shape: readonly number[], bytes: Uint8Array): Value {
    const name = `${type}[${shape.join(',')}]:${Buffer.from(bytes).toString('base64')}`
    if (!this.initialisers.has(name))
      this.initialisers.set(name, { name, type, shape, content: { kind: 'inline', bytes } })
    return name
  }

  private checked(name: string, shape: readonly number[], types: StoredTypes = floatTypes): StoredTensor {
    const tensor = this.weights.tensors.get(name)
    const { label } = this.weights
    if (tensor === undefined) {
      throw new VersoError(
        'model-damaged',
        `${label} lacks the tensor "${name}". Get the model again from its source.`,
        { subject: label },
      )
    }
    if (!sameShape(tensor.shape, shape)) {
      const [found, wanted] = [tensor.shape.join(' × '), shape.join(' × ')]
      throw new VersoError(
        'model-damaged',
        `${label}: the tensor "${name}" is ${found}, but the model's config asks for ${wanted}. Get the model again from its source.`,
        { subject: label },
      )
    }
    if (!(tensor.dtype in types)) {
      throw new VersoError(
        'model-unsupported',
        `${label}: the tensor "${name}" has the type ${tensor.dtype}. Get a version of the model in float32, float16 or bfloat16.`,
        { subject: label },
      )
    }
    return tensor
  }
}

function seenFrom(folder: string, initialiser: Initialiser): Initialiser {
  const { content } = initialiser
  if (content.kind !== 'external') return initialiser
  const location = relative(folder, content.location).split(sep).join('/')
  return { ...initialiser, content: { ...content, location } }
}

/** Equal but for sides of 1 at the end: a 1 × 1 convolution and a linear map hold the same numbers. */
function sameShape(found: readonly number[], wanted: readonly number[]): boolean {
  const length = Math.max(found.length, wanted.length)
  for (let axis = 0; axis < length; axis++) if ((found[axis] ?? 1) !== (wanted[axis] ?? 1)) return false
  return true
}
