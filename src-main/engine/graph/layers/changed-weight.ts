import type { FactorPair, LowRankTerm, WeightTerm } from '#engine/weights/weight-change.ts'
import type { StoredTensor } from '#engine/weights/weight-source.ts'
import type { GraphBuilder, Value } from '../onnx/builder.ts'

type Rows = readonly [from: number, to: number]

/**
 * A weight with what LoRAs add to it: W + Σ factor · up · down and its kin. All of it is made of constants, so ONNX
 * Runtime computes the sum once, when it loads the graph: a step costs what it costs without. `weight` is float32 of
 * `shape` [out, …]; `rows` are those of the whole weight that it holds.
 */
export function changedWeight(
  graph: GraphBuilder,
  weight: Value,
  terms: readonly WeightTerm[],
  shape: readonly number[],
  rows: Rows,
): Value {
  const columns = shape.slice(1).reduce((product, side) => product * side, 1)
  const flat = shape.length === 2 ? weight : graph.node('Reshape', [weight, graph.integers([-1, columns])])
  const change = { graph, original: flat, columns, rows }
  const sum = inRuns(terms).reduce((sofar, run) => added(change, sofar, run), flat)
  return shape.length === 2
    ? sum
    : graph.node('Reshape', [sum, graph.integers([rows[1] - rows[0], ...shape.slice(1)])])
}

/** Terms that can be added at once: low-rank ones that follow one another; each other term is alone. */
function inRuns(terms: readonly WeightTerm[]): WeightTerm[][] {
  const runs: WeightTerm[][] = []
  for (const term of terms) {
    const last = runs.at(-1)
    if (last !== undefined && isPlain(last[0]!) && isPlain(term)) last.push(term)
    else runs.push([term])
  }
  return runs
}

function isPlain(term: WeightTerm): term is LowRankTerm {
  return term.kind === 'low-rank' && term.magnitude === null
}

interface Change {
  readonly graph: GraphBuilder
  /** The model's own weight. */
  readonly original: Value
  readonly columns: number
  readonly rows: Rows
}

/** In the order of the files, as PEFT does: a DoRA sets the lengths of all that stands before it. */
function added({ graph, original, columns, rows }: Change, sum: Value, run: readonly WeightTerm[]): Value {
  const [first] = run
  if (first?.kind !== 'low-rank')
    return first === undefined
      ? sum
      : graph.node('Add', [sum, times(graph, difference(graph, first, columns, rows), first.factor)])
  const products = addProducts(
    graph,
    sum,
    run.filter((term) => term.kind === 'low-rank'),
    rows,
  )
  if (first.magnitude === null) return products
  const alone = sum === original ? products : addProducts(graph, original, [first], rows)
  return graph.node('Mul', [products, lengthening(graph, alone, first.magnitude, rows)])
}

/** One Gemm for all LoRAs of a weight: their maps are joined along the rank, so that one sum is made and not many. */
function addProducts(graph: GraphBuilder, sum: Value, terms: readonly LowRankTerm[], rows: Rows): Value {
  const ups = terms.map(({ up, factor }) => times(graph, matrix(graph, up, rows), factor))
  const downs = terms.map((term) => downOf(graph, term))
  return graph.node('Gemm', [joined(graph, ups, 1), joined(graph, downs, 0), sum])
}

/** The down map as [rank, columns]; with a mid, whose kernel it takes on: mid [a, b, k] and down [b, in] → [a, in · k]. */
function downOf(graph: GraphBuilder, { down, mid }: LowRankTerm): Value {
  if (mid === null) return matrix(graph, down)
  const [a = 1, b = 1, ...kernel] = mid.shape
  const size = kernel.reduce((product, side) => product * side, 1)
  const turned = graph.node('Transpose', [graph.tensor(mid, [a, b, size])], { perm: [0, 2, 1] })
  const through = graph.node('MatMul', [turned, matrix(graph, down)])
  const back = graph.node('Transpose', [through], { perm: [0, 2, 1] })
  return graph.node('Reshape', [back, graph.integers([a, -1])])
}

/** What each row is to be multiplied by to have the length that a DoRA gives it: [rows, 1]. */
function lengthening(graph: GraphBuilder, sum: Value, magnitude: StoredTensor, rows: Rows): Value {
  const length = graph.node('ReduceL2', [sum, graph.integers([1])], { keepdims: 1 })
  const count = magnitude.shape.reduce((product, side) => product * side, 1)
  return graph.node('Div', [graph.tensor(magnitude, [count, 1], rows), length])
}

function difference(
  graph: GraphBuilder,
  term: Exclude<WeightTerm, LowRankTerm>,
  columns: number,
  rows: Rows,
): Value {
  switch (term.kind) {
    case 'hadamard':
      return graph.node(
        'Mul',
        term.pairs.map((pair) => productOf(graph, pair, rows)),
      )
    case 'kronecker':
      return kronecker(graph, [factorOf(graph, term.first), factorOf(graph, term.second)], columns, rows)
    case 'difference':
      return graph.tensor(term.difference, [term.difference.shape[0] ?? 1, columns], rows)
  }
}

interface Factor {
  readonly value: Value
  readonly rows: number
  readonly columns: number
}

function factorOf(graph: GraphBuilder, factor: StoredTensor | FactorPair): Factor {
  const [first, last] = 'up' in factor ? [factor.up, factor.down] : [factor, factor]
  const columns = last.shape.slice(1).reduce((product, side) => product * side, 1)
  const value = 'up' in factor ? productOf(graph, factor) : matrix(graph, factor)
  return { value, rows: first.shape[0] ?? 1, columns }
}

/** first ⊗ second: [a, b] and [c, d] → [a · c, b · d]. A kernel is part of d, so it stays where it was. */
function kronecker(
  graph: GraphBuilder,
  factors: readonly [Factor, Factor],
  columns: number,
  rows: Rows,
): Value {
  const [a, b] = [factors[0], factors[1]]
  const left = graph.node('Reshape', [a.value, graph.integers([a.rows, 1, a.columns, 1])])
  const right = graph.node('Reshape', [b.value, graph.integers([1, b.rows, 1, b.columns])])
  const whole = graph.node('Reshape', [graph.node('Mul', [left, right]), graph.integers([-1, columns])])
  const places = rows.map((row) => graph.integers([row]))
  return graph.node('Slice', [whole, ...places, graph.integers([0])])
}

function productOf(graph: GraphBuilder, { up, down }: FactorPair, rows?: Rows): Value {
  return graph.node('MatMul', [matrix(graph, up, rows), matrix(graph, down)])
}

/** A stored tensor as float32 of two axes: the first, and all others. */
function matrix(graph: GraphBuilder, tensor: StoredTensor, rows?: Rows): Value {
  const [first = 1, ...rest] = tensor.shape
  return graph.tensor(tensor, [first, rest.reduce((product, side) => product * side, 1)], rows)
}

function times(graph: GraphBuilder, value: Value, factor: number): Value {
  return factor === 1 ? value : graph.node('Mul', [value, graph.floats([factor])])
}

function joined(graph: GraphBuilder, values: readonly Value[], axis: number): Value {
  return values.length === 1 ? values[0]! : graph.node('Concat', values, { axis })
}
