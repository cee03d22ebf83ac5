/** A list of listeners; one that throws does not keep the others from hearing. */
export interface Listeners<T> {
  add(listener: (value: T) => void): () => void
  tell(value: T): void
}

export function listeners<T>(onFault: (error: unknown) => void): Listeners<T> {
  const all = new Set<(value: T) => void>()
  return {
    add: (listener) => {
      all.add(listener)
      return () => void all.delete(listener)
    },
    tell: (value) => {
      for (const listener of all) {
        try {
          listener(value)
        } catch (error) {
          onFault(error)
        }
      }
    },
  }
}
