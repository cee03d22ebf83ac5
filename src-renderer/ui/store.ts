import { useRef, useSyncExternalStore } from 'react'
import type { Store } from '#shared/store.ts'

/** Renders again when the selected part changes; arrays and plain objects are compared one level deep. */
export function useStore<T, S = T>(
  store: Store<T>,
  select: (value: T) => S = (value) => value as unknown as S,
): S {
  const last = useRef<{ value: S } | null>(null)
  return useSyncExternalStore(store.subscribe, () => {
    const value = select(store.get())
    if (last.current && sameShallow(last.current.value, value)) return last.current.value
    last.current = { value }
    return value
  })
}

function sameShallow(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (!isPlain(a) || !isPlain(b)) return false
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]))
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === Array.prototype
}
