import type { Curve } from '#shared/entities/adjustment.ts'

/** The straight line, which changes nothing. */
export const straightCurve: Curve = [
  { x: 0, y: 0 },
  { x: 255, y: 255 },
]

/**
 * What a curve makes of each of the 256 values, by monotone cubic interpolation (Fritsch and Carlson 1980, with the
 * weighted harmonic mean of Fritsch and Butland 1984 for the slopes): between two points it never leaves the range
 * of their heights. Left of the first point and right of the last it is level.
 */
export function curveTable(curve: Curve): Uint8ClampedArray {
  const points = risingPoints(curve)
  const slopes = slopesAt(points)
  const table = new Uint8ClampedArray(256)
  let from = 0
  for (let x = 0; x < 256; x++) {
    while (from < points.length - 2 && x > (points[from + 1]?.x ?? 0)) from++
    table[x] = Math.round(heightAt(x, from, points, slopes))
  }
  return table
}

/** By rising x; of points on the same x the last one counts. */
function risingPoints(curve: Curve): Curve {
  const byX = new Map(curve.map((point) => [point.x, point]))
  return [...byX.values()].sort((a, b) => a.x - b.x)
}

function heightAt(x: number, from: number, points: Curve, slopes: readonly number[]): number {
  const [a, b] = [points[from], points[from + 1]]
  if (!a) return x
  if (!b || x <= a.x) return a.y
  if (x >= b.x) return b.y
  const width = b.x - a.x
  const t = (x - a.x) / width
  const [t2, t3] = [t * t, t * t * t]
  return (
    (2 * t3 - 3 * t2 + 1) * a.y +
    (t3 - 2 * t2 + t) * width * (slopes[from] ?? 0) +
    (3 * t2 - 2 * t3) * b.y +
    (t3 - t2) * width * (slopes[from + 1] ?? 0)
  )
}

function slopesAt(points: Curve): number[] {
  const widths = points.slice(1).map(({ x }, i) => x - (points[i]?.x ?? 0))
  const steps = points.slice(1).map(({ y }, i) => (y - (points[i]?.y ?? 0)) / (widths[i] ?? 1))
  return points.map((_point, i) => {
    const [left, right] = [steps[i - 1], steps[i]]
    if (left === undefined || right === undefined) return endSlope(steps, widths, i === 0)
    if (left * right <= 0) return 0
    const [before, after] = [widths[i - 1] ?? 1, widths[i] ?? 1]
    const [w1, w2] = [2 * after + before, after + 2 * before]
    return (w1 + w2) / (w1 / left + w2 / right)
  })
}

/** The three-point formula at an end, held back so that the curve keeps rising or falling. */
function endSlope(steps: readonly number[], widths: readonly number[], first: boolean): number {
  const [near, far] = first ? [steps[0], steps[1]] : [steps.at(-1), steps.at(-2)]
  const [h0, h1] = first ? [widths[0], widths[1]] : [widths.at(-1), widths.at(-2)]
  if (near === undefined) return 0
  if (far === undefined || h0 === undefined || h1 === undefined) return near
  const slope = ((2 * h0 + h1) * near - h0 * far) / (h0 + h1)
  if (slope * near <= 0) return 0
  return near * far <= 0 && Math.abs(slope) > 3 * Math.abs(near) ? 3 * near : slope
}
