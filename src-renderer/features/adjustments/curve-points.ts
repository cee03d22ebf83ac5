import type { Curve } from '#shared/entities/adjustment.ts'
import { curveTable } from '#shared/document/adjust/index.ts'

type CurvePoint = Curve[number]

const mostPoints = 16

/** A curve and the point of it that is worked on. */
export interface CurveWithPoint {
  readonly curve: Curve
  readonly at: number
}

/** The curve with one more point; the old one, at its nearest point, when it is full or has a point just there. */
export function addPoint(curve: Curve, point: CurvePoint): CurveWithPoint {
  const [x, y] = [byte(point.x), byte(point.y)]
  const known = curve.findIndex((each) => each.x === x)
  if (known >= 0) return { curve, at: known }
  if (curve.length >= mostPoints) return { curve, at: nearest(curve, x) }
  const after = curve.findIndex((each) => each.x > x)
  const at = after < 0 ? curve.length : after
  return { curve: curve.toSpliced(at, 0, { x, y }), at }
}

/** The curve with a point elsewhere; it never passes its neighbours. */
export function movePoint(curve: Curve, at: number, { x, y }: CurvePoint): Curve {
  const low = at === 0 ? 0 : (curve[at - 1]?.x ?? 0) + 1
  const high = at === curve.length - 1 ? 255 : (curve[at + 1]?.x ?? 255) - 1
  return curve.with(at, { x: Math.min(Math.max(byte(x), low), high), y: byte(y) })
}

/** The curve without a point; two always stay. */
export function removePoint(curve: Curve, at: number): CurveWithPoint {
  if (curve.length <= 2) return { curve, at }
  const rest = curve.toSpliced(at, 1)
  return { curve: rest, at: Math.min(at, rest.length - 1) }
}

/** One more point on the curve itself, in the middle of its widest gap. */
export function addMiddlePoint(curve: Curve): CurveWithPoint {
  const gaps = curve.slice(1).map(({ x }, at) => x - (curve[at]?.x ?? 0))
  const widest = gaps.indexOf(Math.max(...gaps))
  const x = Math.round((curve[widest]?.x ?? 0) + (gaps[widest] ?? 0) / 2)
  return addPoint(curve, { x, y: curveTable(curve)[x] ?? x })
}

function nearest(curve: Curve, x: number): number {
  const away = curve.map((point) => Math.abs(point.x - x))
  return away.indexOf(Math.min(...away))
}

function byte(value: number): number {
  return Math.min(Math.max(Math.round(value), 0), 255)
}
