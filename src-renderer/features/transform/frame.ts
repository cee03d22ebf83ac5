import {
  type Matrix,
  about,
  apply,
  chain,
  invert,
  rotation,
  scaling,
  skewing,
  translation,
} from '#shared/document/transform/matrix.ts'
import { type Quad, isConvex, mapQuad } from '#shared/document/transform/quad.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Point } from '#editor/camera.ts'

/** A place on the frame: 0 left or top, 0.5 the middle, 1 right or bottom. */
export interface FrameHandle {
  readonly x: 0 | 0.5 | 1
  readonly y: 0 | 0.5 | 1
}

export const frameHandles: readonly FrameHandle[] = [
  ...([0, 0.5, 1] as const).map((x) => ({ x, y: 0 as const })),
  { x: 1, y: 0.5 },
  ...([1, 0.5, 0] as const).map((x) => ({ x, y: 1 as const })),
  { x: 0, y: 0.5 },
]

export function cornersOf({ x, y, width, height }: Rectangle): Quad {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ]
}

export function quadOf(bounds: Rectangle, matrix: Matrix): Quad {
  const [a, b, c, d] = cornersOf(bounds)
  return [apply(matrix, a), apply(matrix, b), apply(matrix, c), apply(matrix, d)]
}

export function placeOf(bounds: Rectangle, { x, y }: FrameHandle): Point {
  return { x: bounds.x + bounds.width * x, y: bounds.y + bounds.height * y }
}

export function middleOf(quad: Quad): Point {
  return {
    x: quad.reduce((sum, { x }) => sum + x, 0) / 4,
    y: quad.reduce((sum, { y }) => sum + y, 0) / 4,
  }
}

export interface DragRules {
  /** Shift: keeps proportions, or steps of 15°. */
  readonly even: boolean
  /** Alt: the middle stays instead of the opposite side. */
  readonly centred: boolean
}

/** The frame with `handle` dragged to `to`: sides and corners scale, in the frame's own directions. */
export function scaleFrame(
  bounds: Rectangle,
  matrix: Matrix,
  handle: FrameHandle,
  to: Point,
  { even, centred }: DragRules,
): Matrix {
  const back = invert(matrix)
  if (!back) return matrix
  const at = apply(back, to)
  const from = placeOf(bounds, handle)
  const opposite = { x: (1 - handle.x) as 0 | 0.5 | 1, y: (1 - handle.y) as 0 | 0.5 | 1 }
  const anchor = placeOf(bounds, centred ? { x: 0.5, y: 0.5 } : opposite)
  let sx = handle.x === 0.5 ? 1 : (at.x - anchor.x) / (from.x - anchor.x)
  let sy = handle.y === 0.5 ? 1 : (at.y - anchor.y) / (from.y - anchor.y)
  if (even) {
    const most = handle.x === 0.5 ? sy : handle.y === 0.5 ? sx : Math.max(Math.abs(sx), Math.abs(sy))
    sx = handle.x === 0.5 || handle.y === 0.5 ? most : most * (Math.sign(sx) || 1)
    sy = handle.x === 0.5 || handle.y === 0.5 ? most : most * (Math.sign(sy) || 1)
  }
  return chain(
    about(anchor.x, anchor.y, scaling(notFlat(sx, bounds.width), notFlat(sy, bounds.height))),
    matrix,
  )
}

/** Leans the frame: the side of `handle` slides along itself, the one across from it stays. */
export function skewFrame(bounds: Rectangle, matrix: Matrix, handle: FrameHandle, to: Point): Matrix {
  const back = invert(matrix)
  if (!back) return matrix
  const at = apply(back, to)
  const from = placeOf(bounds, handle)
  const upright = handle.x === 0.5
  const anchor = placeOf(bounds, {
    x: upright ? 0.5 : handle.x === 0 ? 1 : 0,
    y: upright ? (handle.y === 0 ? 1 : 0) : 0.5,
  })
  const lean = upright
    ? skewing((at.x - from.x) / (from.y - anchor.y), 0)
    : skewing(0, (at.y - from.y) / (from.x - anchor.x))
  return chain(about(anchor.x, anchor.y, lean), matrix)
}

/** Moves one corner alone, or with `mirrored` its neighbour across the frame too, as a vanishing road does. */
export function bendFrame(
  bounds: Rectangle,
  matrix: Matrix,
  handle: FrameHandle,
  to: Point,
  mirrored: boolean,
): Matrix {
  const quad = [...quadOf(bounds, matrix)] as [Point, Point, Point, Point]
  const index = handle.y === 0 ? (handle.x === 0 ? 0 : 1) : handle.x === 1 ? 2 : 3
  const before = quad[index] ?? to
  quad[index] = to
  if (mirrored) {
    const across = [1, 0, 3, 2][index] ?? 0
    const other = quad[across] ?? to
    // Sideways against one another, up and down together.
    quad[across] = { x: other.x - (to.x - before.x), y: other.y + (to.y - before.y) }
  }
  return (isConvex(quad) ? mapQuad(cornersOf(bounds), quad) : null) ?? matrix
}

/** Turns the frame about its middle from the direction of `from` to that of `to`. */
export function turnFrame(
  bounds: Rectangle,
  matrix: Matrix,
  from: Point,
  to: Point,
  { even }: DragRules,
): Matrix {
  const middle = middleOf(quadOf(bounds, matrix))
  const angle = (point: Point) => Math.atan2(point.y - middle.y, point.x - middle.x)
  const by = angle(to) - angle(from)
  const step = Math.PI / 12
  const turned = angleOf(bounds, matrix)
  const snapped = even ? Math.round((turned + by) / step) * step - turned : by
  return chain(matrix, about(middle.x, middle.y, rotation(snapped)))
}

export function moveFrame(matrix: Matrix, from: Point, to: Point, { even }: DragRules): Matrix {
  const dx = Math.round(to.x - from.x)
  const dy = Math.round(to.y - from.y)
  const sideways = Math.abs(dx) > Math.abs(dy)
  return chain(matrix, translation(even && !sideways ? 0 : dx, even && sideways ? 0 : dy))
}

/** How far the top side is turned, in radians. */
export function angleOf(bounds: Rectangle, matrix: Matrix): number {
  const [from, to] = quadOf(bounds, matrix)
  return Math.atan2(to.y - from.y, to.x - from.x)
}

/** At least half a pixel is left of a side; it may be turned over. */
function notFlat(scale: number, length: number): number {
  const least = 0.5 / length
  return Math.abs(scale) < least ? (scale < 0 ? -least : least) : scale
}
