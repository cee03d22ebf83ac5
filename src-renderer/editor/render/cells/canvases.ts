/** A canvas with its context; `read` says that its pixels are often taken back, so it stays out of a GPU. */
export interface Sheet {
  readonly canvas: OffscreenCanvas
  readonly context: OffscreenCanvasRenderingContext2D
}

export function newSheet(width: number, height: number, read = false): Sheet {
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: read })
  if (!context) throw new Error('This system gives no 2D canvas.')
  return { canvas, context }
}

/** Keeps at most `limit` values; the longest unused go first. */
export class Kept<K, V> {
  readonly #values = new Map<K, V>()
  #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  get(key: K): V | undefined {
    const value = this.#values.get(key)
    if (value === undefined) return undefined
    this.#values.delete(key)
    this.#values.set(key, value)
    return value
  }

  set(key: K, value: V): void {
    this.#values.delete(key)
    this.#values.set(key, value)
    while (this.#values.size > this.#limit) {
      const oldest = this.#values.keys().next()
      if (oldest.done) return
      this.#values.delete(oldest.value)
    }
  }

  /** Makes room for at least so many. */
  widen(limit: number): void {
    this.#limit = Math.max(this.#limit, limit)
  }

  values(): IterableIterator<V> {
    return this.#values.values()
  }

  clear(): void {
    this.#values.clear()
  }
}
