import { basename } from 'node:path'
import { VersoError } from '#shared/errors.ts'
import type { StoredTensor } from '../weights/weight-source.ts'
import type { FactorPair, WeightTerm } from '../weights/weight-change.ts'
import type { LoraFile, LoraLayer } from './lora-file.ts'
import type { LoraPart } from './lora-key.ts'

export interface LayerTerm {
  /** Whether it is added to the layer's weight or to its bias. */
  readonly kind: 'weight' | 'bias'
  readonly term: WeightTerm
}

/** What one layer of a file adds. Throws where parts are missing or do not fit one another. */
export function layerTerms(file: LoraFile, layer: LoraLayer, strength: number): LayerTerm[] {
  const terms: LayerTerm[] = []
  const part = (name: LoraPart): StoredTensor | undefined => layer.parts.get(name)
  for (const [name, tensor] of layer.parts) if (name !== 'alpha') checkType(file, tensor)
  const lowRank = pairOf(file, layer, 'up', 'down', part('mid'))
  if (lowRank !== null) {
    const rank = rankOf(lowRank)
    const factor = strength * scaleOf(file, layer, rank)
    const [mid, magnitude] = [part('mid') ?? null, magnitudeOf(file, layer, lowRank)]
    terms.push({ kind: 'weight', term: { kind: 'low-rank', ...lowRank, mid, magnitude, factor } })
    const bias = part('upBias')
    if (bias !== undefined)
      terms.push({ kind: 'bias', term: { kind: 'difference', difference: bias, factor } })
  }
  const products = [hadamardOf(file, layer, strength), kroneckerOf(file, layer, strength)]
  for (const term of products) if (term !== null) terms.push({ kind: 'weight', term })
  const differences = { weight: part('difference'), bias: part('biasDifference') }
  for (const [kind, difference] of Object.entries(differences) as [
    LayerTerm['kind'],
    StoredTensor | undefined,
  ][])
    if (difference !== undefined)
      terms.push({ kind, term: { kind: 'difference', difference, factor: strength } })
  if (terms.length === 0) throw incomplete(file, layer, 'has no weights')
  return terms
}

/** alpha / rank: what the file says of the layer, or PEFT's settings say, or 1. */
function scaleOf(file: LoraFile, { alpha, network, name }: LoraLayer, rank: number): number {
  if (alpha !== null) return alpha / rank
  return file.metadata.factorOf(network, name, rank) ?? 1
}

/** DoRA's lengths of rows: [rows], [rows, 1, …], or for convolutions [1, rows, 1, 1] as PEFT stores them. */
function magnitudeOf(file: LoraFile, layer: LoraLayer, { up }: FactorPair): StoredTensor | null {
  const magnitude = layer.parts.get('magnitude')
  if (magnitude === undefined) return null
  const { shape } = magnitude
  const rows = shape.length === 4 && shape[0] === 1 ? shape[1] : shape[0]
  if (rows === up.shape[0] && sizeOf(magnitude) === rows) return magnitude
  throw incomplete(file, layer, 'has DoRA lengths of columns, where only those of rows are known')
}

function hadamardOf(file: LoraFile, layer: LoraLayer, strength: number): WeightTerm | null {
  const first = pairOf(file, layer, 'hadamard1Up', 'hadamard1Down')
  const second = pairOf(file, layer, 'hadamard2Up', 'hadamard2Down')
  if (first === null && second === null) return null
  if (first === null || second === null) throw incomplete(file, layer, 'lacks one of its two products')
  return { kind: 'hadamard', pairs: [first, second], factor: strength * scaleOf(file, layer, rankOf(first)) }
}

function kroneckerOf(file: LoraFile, layer: LoraLayer, strength: number): WeightTerm | null {
  const first = layer.parts.get('kronecker1') ?? pairOf(file, layer, 'kronecker1Up', 'kronecker1Down')
  const second = layer.parts.get('kronecker2') ?? pairOf(file, layer, 'kronecker2Up', 'kronecker2Down')
  if (first === null && second === null) return null
  if (first === null || second === null) throw incomplete(file, layer, 'lacks one of its two factors')
  // With both factors whole there is no rank to divide by, and LyCORIS takes the alpha as the rank.
  const ranked = [second, first].find((factor) => 'up' in factor)
  const scale = ranked === undefined ? 1 : scaleOf(file, layer, rankOf(ranked))
  return { kind: 'kronecker', first, second, factor: strength * scale }
}

function pairOf(
  file: LoraFile,
  layer: LoraLayer,
  upName: LoraPart,
  downName: LoraPart,
  mid?: StoredTensor,
): FactorPair | null {
  const [up, down] = [layer.parts.get(upName), layer.parts.get(downName)]
  if (up === undefined && down === undefined) return null
  if (up === undefined || down === undefined) throw incomplete(file, layer, 'lacks one of its two maps')
  const rank = down.shape[0] ?? 0
  const isFlat = up.shape.slice(2).every((side) => side === 1)
  const fits = mid === undefined || (mid.shape[0] === up.shape[1] && mid.shape[1] === rank)
  const joins = mid === undefined ? up.shape[1] === rank : fits
  if (!isFlat || !joins || rank < 1 || up.shape.length < 2)
    throw incomplete(
      file,
      layer,
      `has maps that do not join (${up.shape.join(' × ')} and ${down.shape.join(' × ')})`,
    )
  return { up, down }
}

function rankOf({ down }: FactorPair): number {
  return down.shape[0] ?? 1
}

function sizeOf({ shape }: StoredTensor): number {
  return shape.reduce((product, side) => product * side, 1)
}

const floats: readonly string[] = ['F32', 'F16', 'BF16', 'F64']

function checkType(file: LoraFile, { dtype }: StoredTensor): void {
  if (floats.includes(dtype)) return
  const message = `${basename(file.path)} holds numbers of the type ${dtype}. Get a version in float32, float16 or bfloat16.`
  throw new VersoError('model-unsupported', message, { subject: file.path })
}

function incomplete(file: LoraFile, { name }: LoraLayer, reason: string): VersoError {
  const message = `${basename(file.path)}: its layer ${name} ${reason}. Get the file again, or use another LoRA.`
  return new VersoError('model-damaged', message, { subject: file.path })
}
