import { basename } from 'node:path'
import { VersoError } from '#shared/errors.ts'
import type { StoredTensor, WeightSource } from '../weights/weight-source.ts'
import type { WeightTerm } from '../weights/weight-change.ts'
import { listed } from './lora-file.ts'
import type { LoraFile, LoraLayer } from './lora-file.ts'
import type { NetworkName } from './lora-key.ts'
import { layerTerms } from './layer-terms.ts'
import type { TargetNames } from './target-names.ts'

/** A network of the model that a LoRA may change. */
export interface AdaptedNetwork {
  readonly weights: WeightSource
  readonly targets: TargetNames
}

export type AdaptedNetworks = Readonly<Partial<Record<NetworkName, AdaptedNetwork>>>

/** A term and the weight that it is added to. */
export interface FittedTerm {
  readonly network: NetworkName
  readonly weight: string
  readonly term: WeightTerm
}

/**
 * What a LoRA adds to which weights of this model, `strength` times. Every layer of the file must have its place in
 * the model, in the right shape; otherwise the error names what does not fit. Reads nothing but what is already read.
 */
export function fitLora(file: LoraFile, strength: number, networks: AdaptedNetworks): FittedTerm[] {
  const strangers = file.layers.filter((layer) => targetOf(layer, networks) === undefined)
  if (strangers.length > 0) throw unfit(file, strangers)
  return file.layers.flatMap((layer) => {
    const { weights } = networks[layer.network]!
    const target = targetOf(layer, networks)!
    return layerTerms(file, layer, strength).map(({ kind, term }) => {
      const weight = `${target}.${kind}`
      refuseEmbedding(file, weight)
      checkShape(file, layer, weight, weights.tensors.get(weight), term)
      return { network: layer.network, weight, term }
    })
  })
}

function targetOf(layer: LoraLayer, networks: AdaptedNetworks): string | undefined {
  return networks[layer.network]?.targets.get(layer.name)
}

function refuseEmbedding(file: LoraFile, weight: string): void {
  if (!weight.endsWith('token_embedding.weight')) return
  const message = `${basename(file.path)} changes the table of words itself (${weight}), which Verso cannot do. Use a LoRA without it.`
  throw new VersoError('model-unsupported', message, { subject: file.path })
}

function checkShape(
  file: LoraFile,
  layer: LoraLayer,
  name: string,
  weight: StoredTensor | undefined,
  term: WeightTerm,
): void {
  if (weight === undefined) {
    const message = `${basename(file.path)} changes ${name}, which this model does not have. Use a LoRA made for this kind of model.`
    throw new VersoError('model-unsupported', message, { subject: file.path })
  }
  const [out = 1, ...rest] = weight.shape
  const columns = product(rest)
  const size = termSize(term)
  if (size[0] === out && size[1] === columns) return
  const message = `${basename(file.path)} does not fit this model: its layer ${layer.name} is ${size.join(' × ')}, but the model's ${name} is ${out} × ${columns}.${madeFor(file)} Use a LoRA made for this kind of model.`
  throw new VersoError('model-unsupported', message, { subject: file.path })
}

/** Rows and columns of what a term adds. */
function termSize(term: WeightTerm): readonly [number, number] {
  switch (term.kind) {
    case 'low-rank': {
      const kernel = term.mid === null ? 1 : product(term.mid.shape.slice(2))
      return [term.up.shape[0] ?? 0, columnsOf(term.down) * kernel]
    }
    case 'hadamard':
      return [term.pairs[0].up.shape[0] ?? 0, columnsOf(term.pairs[0].down)]
    case 'kronecker': {
      const [first, second] = [term.first, term.second].map((factor) =>
        'up' in factor
          ? [factor.up.shape[0] ?? 0, columnsOf(factor.down)]
          : [factor.shape[0] ?? 0, columnsOf(factor)],
      ) as [[number, number], [number, number]]
      return [first[0] * second[0], first[1] * second[1]]
    }
    case 'difference':
      return [term.difference.shape[0] ?? 0, columnsOf(term.difference)]
  }
}

function columnsOf({ shape }: StoredTensor): number {
  return product(shape.slice(1))
}

function product(sides: readonly number[]): number {
  return sides.reduce((all, side) => all * side, 1)
}

function unfit(file: LoraFile, strangers: readonly LoraLayer[]): VersoError {
  const names = listed(strangers.map(({ network, name }) => `${network}.${name}`))
  const count = `${strangers.length} of its ${file.layers.length} layers have no place in it (${names})`
  const message = `${basename(file.path)} does not fit this model: ${count}.${madeFor(file)} Use a LoRA made for this kind of model.`
  return new VersoError('model-unsupported', message, { subject: file.path })
}

/** What the LoRA seems to be made for, by what its trainer wrote and by its layers. */
function madeFor(file: LoraFile): string {
  if (file.metadata.base !== null) return ` It says that it was made for ${file.metadata.base.slice(0, 60)}.`
  const family = familyOf(file)
  return family === null ? '' : ` It seems to be made for ${family}.`
}

function familyOf({ layers }: LoraFile): string | null {
  if (layers.some(({ name }) => /double_blocks|single_transformer_blocks/.test(name))) return 'Flux'
  if (layers.some(({ name }) => /joint_blocks|transformer_blocks_\d+_attn_add/.test(name)))
    return 'Stable Diffusion 3'
  if (layers.some(({ network }) => network === 'text_encoder_2')) return 'Stable Diffusion XL'
  const told = layers.find(({ name }) => name.endsWith('attn2_to_k'))?.parts.get('down')
  const widths: Readonly<Record<number, string>> = {
    768: 'Stable Diffusion 1.x',
    1024: 'Stable Diffusion 2.x',
    2048: 'Stable Diffusion XL',
    1280: "Stable Diffusion XL's refiner",
  }
  return widths[told?.shape[1] ?? 0] ?? null
}
