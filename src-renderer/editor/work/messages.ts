/** What the window asks the worker, and what it answers. */
export interface JobCall {
  readonly id: number
  readonly name: string
  readonly input: unknown
}

export type JobAnswer =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string }

/** Functions of one plain value, by name. */
// `never` takes every function of one parameter; each job's own type says what it takes.
export type JobTable = Readonly<Record<string, (input: never) => unknown>>

/** Both a worker's own global and a worker seen from outside can do this. */
export interface Wire {
  postMessage(message: unknown, transfer: Transferable[]): void
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void
}

/** The buffers of a result, which its receiver may have without a copy. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) return value.buffer instanceof ArrayBuffer ? [value.buffer] : []
  if (value instanceof Map || Array.isArray(value))
    return [...new Set([...value.values()].flatMap(buffersOf))]
  if (typeof value !== 'object' || value === null) return []
  return [...new Set(Object.values(value).flatMap(buffersOf))]
}
