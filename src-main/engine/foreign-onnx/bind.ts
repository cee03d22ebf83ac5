import { VersoError } from '#shared/errors.ts'
import { typeName } from './gate/data-types.ts'
import type { CheckedModel } from './gate/gate.ts'
import type { OnnxPort } from './gate/read-port.ts'

/** What an input or output is for: the names that exporters give it, and how it is told where it has another. */
export interface Role {
  readonly names: readonly string[]
  /** Numbers of axes that such a port may have. */
  readonly ranks: readonly number[]
  readonly needed: boolean
}

/** Types that can be given to a graph. */
const givable = [1, 6, 7, 10, 11]

/** Inputs of a graph that must be given: those that are no weights. */
export function openInputs({ inputs, constants }: CheckedModel): OnnxPort[] {
  const weights = new Set(constants.map(({ name }) => name))
  return inputs.filter(({ name }) => !weights.has(name))
}

/**
 * Which input of a graph has which role: told by name, and where no name is known by the number of axes, in order.
 * Throws `model-unsupported`, naming the input, where one is left over or cannot be given.
 */
export function bindInputs<R extends string>(
  model: CheckedModel,
  roles: Readonly<Record<R, Role>>,
): Partial<Record<R, OnnxPort>> {
  const ports = openInputs(model)
  const bound = bindPorts(ports, roles)
  for (const port of ports) {
    if (!Object.values(bound).includes(port))
      throw unfit(model, `its input "${port.name}" is one that Verso does not know`)
    if (!givable.includes(port.type))
      throw unfit(model, `its input "${port.name}" takes ${typeName(port.type)}`)
  }
  return requireAll(model, roles, bound, 'input')
}

/** Which output has which role; others are left alone. */
export function bindOutputs<R extends string>(
  model: CheckedModel,
  roles: Readonly<Record<R, Role>>,
): Partial<Record<R, OnnxPort>> {
  const bound = requireAll(model, roles, bindPorts(model.outputs, roles), 'output')
  for (const port of Object.values<OnnxPort | undefined>(bound))
    if (port !== undefined && port.type !== 1 && port.type !== 10)
      throw unfit(model, `its output "${port.name}" is ${typeName(port.type)}`)
  return bound
}

function bindPorts<R extends string>(
  ports: readonly OnnxPort[],
  roles: Readonly<Record<R, Role>>,
): Partial<Record<R, OnnxPort>> {
  const bound: Partial<Record<R, OnnxPort>> = {}
  const all = Object.entries<Role>(roles) as [R, Role][]
  for (const [role, { names, ranks }] of all) {
    const port = ports.find(({ name, shape }) => names.includes(name) && hasRank(shape, ranks))
    if (port !== undefined) bound[role] = port
  }
  const known = new Set(all.flatMap(([, { names }]) => names))
  for (const [role, { ranks }] of all) {
    const isFree = (port: OnnxPort): boolean =>
      !known.has(port.name) && !Object.values(bound).includes(port) && port.shape !== null
    const port = ports.find((one) => isFree(one) && hasRank(one.shape, ranks))
    if (port !== undefined) bound[role] ??= port
  }
  return bound
}

/** A port without a shape may have any. */
function hasRank(shape: OnnxPort['shape'], ranks: readonly number[]): boolean {
  return shape === null || ranks.includes(shape.length)
}

function requireAll<R extends string>(
  model: CheckedModel,
  roles: Readonly<Record<R, Role>>,
  bound: Partial<Record<R, OnnxPort>>,
  kind: string,
): Partial<Record<R, OnnxPort>> {
  for (const [role, { needed, names }] of Object.entries<Role>(roles))
    if (needed && bound[role as R] === undefined)
      throw unfit(model, `it has no ${kind} "${names[0] ?? role}" nor one like it`)
  return bound
}

/** A side of a port where its number is fixed. */
export function fixedSide(port: OnnxPort | undefined, axis: number): number | null {
  const side = port?.shape?.[axis]
  return typeof side === 'number' ? side : null
}

export function unfit({ file }: { readonly file: string }, reason: string): VersoError {
  const message = `${file}: ${reason}. Get this model as .safetensors, or export it again with optimum-onnx.`
  return new VersoError('model-unsupported', message, { subject: file })
}
