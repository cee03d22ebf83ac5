import { damaged } from '#engine/weights/damaged.ts'
import type { StoredTensor, WeightSource } from '#engine/weights/weight-source.ts'

/** Tensors of one part of a file, under their original names. */
export interface PartTensors {
  /** The file as the user knows it. */
  readonly label: string
  readonly tensors: ReadonlyMap<string, StoredTensor>
}

/** What a part is in diffusers' words. */
export interface ReadPart {
  /** As its `config.json` would say. */
  readonly config: Readonly<Record<string, unknown>>
  /** The file's own tensors under diffusers' names: nothing is moved or copied. */
  readonly weights: WeightSource
}

/** The tensors whose names begin with `root`, without it. */
export function under({ label, tensors }: PartTensors, root: string): PartTensors {
  const inside = [...tensors].flatMap(([name, tensor]) =>
    name.startsWith(root) ? [[name.slice(root.length), tensor] as const] : [],
  )
  return { label, tensors: new Map(inside) }
}

/** The shape of a tensor that a part of this kind always has, its length at least `rank`. */
export function shapeOf({ label, tensors }: PartTensors, name: string, rank: number): readonly number[] {
  const tensor = tensors.get(name)
  if (tensor === undefined) throw damaged(label, `it lacks the tensor "${name}"`)
  if (tensor.shape.length < rank || tensor.shape.length > 4)
    throw damaged(label, `its tensor "${name}" is ${tensor.shape.join(' × ')}`)
  return tensor.shape
}

/**
 * How many numbered layers there are from 0 on, each known by its tensor `prefix` index `suffix`. Where that tensor is
 * missing but others of a later layer are there, the file is damaged.
 */
export function countLayers({ label, tensors }: PartTensors, prefix: string, suffix: string): number {
  let count = 0
  while (tensors.has(`${prefix}${count}${suffix}`)) count++
  for (const name of tensors.keys()) {
    if (name.startsWith(prefix) && Number.parseInt(name.slice(prefix.length), 10) >= count)
      throw damaged(label, `it lacks the tensor "${prefix}${count}${suffix}"`)
  }
  return count
}

/** Splits a fused projection's rows into `names.length` equal parts, each a range of the same bytes. */
export function splitRows(
  label: string,
  name: string,
  tensor: StoredTensor,
  names: readonly string[],
): [string, StoredTensor][] {
  const [rows = 0, ...rest] = tensor.shape
  if (rows % names.length !== 0)
    throw damaged(label, `its tensor "${name}" does not divide into ${names.length}`)
  const length = tensor.length / names.length
  return names.map((part, index) => [
    part,
    { ...tensor, shape: [rows / names.length, ...rest], offset: tensor.offset + index * length, length },
  ])
}

/** The greatest number that divides all. */
export function commonDivisor(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => {
    while (b > 0) [a, b] = [b, a % b]
    return a
  }, 0)
}

/** Group norms have 32 groups; networks too narrow for that have as many as all their widths allow. */
export function groupsOf(widths: readonly number[]): number {
  return widths.every((width) => width % 32 === 0) ? 32 : Math.min(32, commonDivisor(widths))
}
