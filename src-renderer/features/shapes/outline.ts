import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Point } from '#editor/camera.ts'

export type ShapeKind = 'rectangle' | 'ellipse' | 'line' | 'polygon'

/** What is drawn, in document pixels: a line and a polygon by their points, the others by the box around them. */
export type Shape =
  | { readonly kind: 'rectangle' | 'ellipse'; readonly box: Rectangle }
  | { readonly kind: 'line' | 'polygon'; readonly points: readonly Point[] }

/** The box from one corner to the other: with Shift as wide as high, with Alt around `from`; on whole pixels. */
export function boxBetween(
  from: Point,
  to: Point,
  { shift, alt }: { shift: boolean; alt: boolean },
): Rectangle {
  let [dx, dy] = [to.x - from.x, to.y - from.y]
  if (shift) {
    const side = Math.max(Math.abs(dx), Math.abs(dy))
    dx = side * (dx < 0 ? -1 : 1)
    dy = side * (dy < 0 ? -1 : 1)
  }
  const start = alt ? { x: from.x - dx, y: from.y - dy } : from
  const left = Math.round(Math.min(start.x, from.x + dx))
  const top = Math.round(Math.min(start.y, from.y + dy))
  const right = Math.round(Math.max(start.x, from.x + dx))
  const bottom = Math.round(Math.max(start.y, from.y + dy))
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** The outline of a rectangle or an ellipse, `inset` pixels inside of its box; null when nothing is left of it. */
export function outlineOf(
  kind: 'rectangle' | 'ellipse',
  box: Rectangle,
  inset: number,
  radius: number,
): readonly Point[] | null {
  const inner = {
    x: box.x + inset,
    y: box.y + inset,
    width: box.width - 2 * inset,
    height: box.height - 2 * inset,
  }
  if (inner.width <= 0 || inner.height <= 0) return null
  if (kind === 'ellipse') return arcs(inner, inner.width / 2, inner.height / 2)
  const round = Math.min(Math.max(radius - inset, 0), inner.width / 2, inner.height / 2)
  const { x, y, width, height } = inner
  if (round > 0) return arcs(inner, round, round)
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ]
}

/** A box with quarter ellipses as corners, as a polygon that is never off by more than a twentieth of a pixel. */
function arcs({ x, y, width, height }: Rectangle, rx: number, ry: number): Point[] {
  const count = Math.max(8, Math.ceil(3 * Math.sqrt(Math.max(rx, ry))))
  const centres = [
    { x: x + width - rx, y: y + height - ry, turn: 0 },
    { x: x + rx, y: y + height - ry, turn: 1 },
    { x: x + rx, y: y + ry, turn: 2 },
    { x: x + width - rx, y: y + ry, turn: 3 },
  ]
  return centres.flatMap((centre) =>
    Array.from({ length: count + 1 }, (_none, i) => {
      const angle = ((centre.turn + i / count) * Math.PI) / 2
      return { x: centre.x + rx * Math.cos(angle), y: centre.y + ry * Math.sin(angle) }
    }),
  )
}

/** A stroke from one point to another with round ends. */
export function capsule(from: Point, to: Point, width: number): Point[] {
  const radius = width / 2
  const angle = Math.atan2(to.y - from.y, to.x - from.x)
  const count = Math.max(6, Math.ceil(4 * Math.sqrt(radius)))
  const end = (centre: Point, start: number) =>
    Array.from({ length: count + 1 }, (_none, i) => {
      const turn = start + (i / count) * Math.PI
      return { x: centre.x + radius * Math.cos(turn), y: centre.y + radius * Math.sin(turn) }
    })
  return [...end(to, angle - Math.PI / 2), ...end(from, angle + Math.PI / 2)]
}
