import type { Rectangle } from '#shared/entities/studio-document.ts'

/** Where both are; null when they do not meet. */
export function intersection(a: Rectangle, b: Rectangle): Rectangle | null {
  const x = Math.max(a.x, b.x)
  const y = Math.max(a.y, b.y)
  const width = Math.min(a.x + a.width, b.x + b.width) - x
  const height = Math.min(a.y + a.height, b.y + b.height) - y
  return width > 0 && height > 0 ? { x, y, width, height } : null
}

/** The smallest rectangle around both; one of them may be missing. */
export function union(a: Rectangle | null, b: Rectangle | null): Rectangle | null {
  if (!a || !b) return a ?? b
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  }
}

export function translate(area: Rectangle, dx: number, dy: number): Rectangle {
  return { ...area, x: area.x + dx, y: area.y + dy }
}
