import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Matrix, apply } from './matrix.ts'

/** Where the corners of `area` go; null when one of them lies at or beyond the horizon of a perspective. */
export function cornersOf(matrix: Matrix, { x, y, width, height }: Rectangle) {
  const corners = [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ]
  const [, , , , , , g, h, i] = matrix
  if (corners.some((corner) => g * corner.x + h * corner.y + i <= 1e-6)) return null
  return corners.map((corner) => apply(matrix, corner))
}

/** The whole pixels around all that `area` is taken to, and `margin` more; null beyond the horizon. */
export function reachBack(matrix: Matrix, area: Rectangle, margin: number): Rectangle | null {
  const corners = cornersOf(matrix, area)
  if (!corners) return null
  const left = Math.floor(Math.min(...corners.map(({ x }) => x)) - margin)
  const top = Math.floor(Math.min(...corners.map(({ y }) => y)) - margin)
  const right = Math.ceil(Math.max(...corners.map(({ x }) => x)) + margin)
  const bottom = Math.ceil(Math.max(...corners.map(({ y }) => y)) + margin)
  return { x: left, y: top, width: right - left, height: bottom - top }
}
