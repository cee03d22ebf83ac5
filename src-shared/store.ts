/** A value that can be watched. */
export interface Store<T> {
  get(): T
  set(next: T | ((current: T) => T)): void
  subscribe(listener: () => void): () => void
}

export function createStore<T>(initial: T): Store<T> {
  const listeners = new Set<() => void>()
  const cell = { value: initial }
  return {
    get: () => cell.value,
    set(next) {
      const value = typeof next === 'function' ? (next as (current: T) => T)(cell.value) : next
      if (Object.is(value, cell.value)) return
      cell.value = value
      for (const listener of [...listeners]) listener()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
