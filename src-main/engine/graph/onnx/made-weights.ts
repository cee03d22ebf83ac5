import type { WeightSource } from '#engine/weights/weight-source.ts'
import type { BuiltGraph, GraphBuilder } from './builder.ts'
import type { OnnxType } from './model.ts'

type Rows = readonly [from: number, to: number]

type BeginGraph = (name: string, weights: WeightSource) => GraphBuilder

/** A constant that is computed when a network is loaded, by a small graph without inputs. */
export interface MadeConstant {
  /** By this name the network's graph asks for it. */
  readonly location: string
  readonly type: OnnxType
  readonly shape: readonly number[]
}

/** A small graph, and where each of its outputs goes. */
export interface MadeGraph extends BuiltGraph {
  readonly locations: Readonly<Record<string, string>>
}

/** A weight in eight bits: weight ≈ scale · numbers, one scale a column. */
export interface EightBitWeight {
  /** int8 [inputs, out], so that x · numbers is a matrix product; of a convolution, inputs are [kernel, kernel, width]. */
  readonly numbers: MadeConstant
  /** float32 [out] */
  readonly scale: MadeConstant
}

/**
 * The weights of a network that computes in eight bits. ONNX Runtime takes constants from the file or from memory, not
 * from both, so all of them are made: the large ones as int8, the others as the float32 that they are. Nothing is
 * written to the disk.
 */
export class MadeWeights {
  private readonly weights: WeightSource
  private readonly begin: BeginGraph
  private readonly known = new Map<string, MadeConstant>()
  private readonly large = new Map<string, EightBitWeight>()
  private readonly graphs: MadeGraph[] = []
  private readonly small: GraphBuilder
  private readonly smallLocations: Record<string, string> = {}

  /** `begin` starts a graph over these weights; given, since the graph's own file needs this one. */
  constructor(weights: WeightSource, begin: BeginGraph) {
    this.begin = begin
    // Made from the same file, LoRAs included, as in full precision.
    this.weights = { ...weights, precision: 'fp32' }
    this.small = begin('weights', this.weights)
  }

  float(name: string, shape: readonly number[], rows?: Rows): MadeConstant {
    const location = `float/${titleOf(name, rows)}`
    const known = this.known.get(location)
    if (known !== undefined) return known
    const real = rows === undefined ? shape : [rows[1] - rows[0], ...shape.slice(1)]
    const output = `output ${this.known.size}`
    this.small.output(output, this.small.weight(name, shape, rows), real)
    this.smallLocations[output] = location
    const made: MadeConstant = { location, type: 'float', shape: real }
    this.known.set(location, made)
    return made
  }

  /** A weight [out, width] or [out, width, kernel, kernel], rounded to 127ths of each row's greatest. */
  eightBit(name: string, shape: readonly number[], rows?: Rows): EightBitWeight {
    const title = titleOf(name, rows)
    const known = this.large.get(title)
    if (known !== undefined) return known
    const out = rows === undefined ? (shape[0] ?? 1) : rows[1] - rows[0]
    const inputs = shape.slice(1).reduce((product, side) => product * side, 1)
    const graph = this.begin(`eight bits of ${title}`, this.weights)
    const flat = graph.node('Reshape', [graph.weight(name, shape, rows), graph.integers([out, inputs])])
    const scale = scaleOf(graph, flat)
    const zero = graph.node('Cast', [graph.node('Mul', [scale, graph.floats([0])])], { to: 3 })
    const rounded = graph.node('QuantizeLinear', [flat, scale, zero], { axis: 0 })
    graph.output('numbers', turned(graph, rounded, shape, out), [inputs, out], 'int8')
    graph.output('scale', scale, [out])
    const locations = { numbers: `int8/${title}`, scale: `scale/${title}` }
    this.graphs.push({ ...graph.finish(), locations })
    const made: EightBitWeight = {
      numbers: { location: locations.numbers, type: 'int8', shape: [inputs, out] },
      scale: { location: locations.scale, type: 'float', shape: [out] },
    }
    this.large.set(title, made)
    return made
  }

  finish(): readonly MadeGraph[] {
    return [{ ...this.small.finish(), locations: this.smallLocations }, ...this.graphs]
  }
}

function titleOf(name: string, rows: Rows | undefined): string {
  return rows === undefined ? name : `${name}[${rows.join(':')}]`
}

/** Each row's greatest distance from 0, by 127. */
function scaleOf(graph: GraphBuilder, flat: string): string {
  const axis = graph.integers([1])
  const most = graph.node('ReduceMax', [flat, axis], { keepdims: 0 })
  const least = graph.node('ReduceMin', [flat, axis], { keepdims: 0 })
  const greatest = graph.node('Max', [most, graph.node('Neg', [least])])
  return graph.node('Max', [graph.node('Mul', [greatest, graph.floats([1 / 127])]), graph.floats([1e-12])])
}

/** [out, width · kernel²] as [kernel² · width, out]: a pixel's channels lie side by side, as in the rows they meet. */
function turned(graph: GraphBuilder, flat: string, shape: readonly number[], out: number): string {
  const [, width = 1, ...kernel] = shape
  const size = kernel.reduce((product, side) => product * side, 1)
  if (size === 1) return graph.node('Transpose', [flat], { perm: [1, 0] })
  const apart = graph.node('Reshape', [flat, graph.integers([out, width, size])])
  const inner = graph.node('Transpose', [apart], { perm: [0, 2, 1] })
  const rows = graph.node('Reshape', [inner, graph.integers([out, -1])])
  return graph.node('Transpose', [rows], { perm: [1, 0] })
}
