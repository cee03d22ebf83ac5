import type { Rectangle } from '#shared/entities/studio-document.ts'

/** Straight-alpha RGBA of an area, rows from the top. */
export interface Block {
  readonly area: Rectangle
  readonly bytes: Uint8ClampedArray<ArrayBuffer>
}

export function newBlock(area: Rectangle): Block {
  return { area, bytes: new Uint8ClampedArray(area.width * area.height * 4) }
}

/** Copies what both cover from `source` to `target`. */
export function copyInto(target: Block, source: Block): void {
  const from = source.area
  const to = target.area
  const left = Math.max(from.x, to.x)
  const width = Math.min(from.x + from.width, to.x + to.width) - left
  if (width <= 0) return
  const bottom = Math.min(from.y + from.height, to.y + to.height)
  for (let y = Math.max(from.y, to.y); y < bottom; y++) {
    const at = ((y - from.y) * from.width + left - from.x) * 4
    target.bytes.set(source.bytes.subarray(at, at + width * 4), ((y - to.y) * to.width + left - to.x) * 4)
  }
}

/** `area` with `by` more on each side. */
export function grown(area: Rectangle, by: number): Rectangle {
  return { x: area.x - by, y: area.y - by, width: area.width + 2 * by, height: area.height + 2 * by }
}

/** Where both are; null when they do not meet. */
export function overlap(a: Rectangle, b: Rectangle): Rectangle | null {
  const x = Math.max(a.x, b.x)
  const y = Math.max(a.y, b.y)
  const width = Math.min(a.x + a.width, b.x + b.width) - x
  const height = Math.min(a.y + a.height, b.y + b.height) - y
  return width > 0 && height > 0 ? { x, y, width, height } : null
}
