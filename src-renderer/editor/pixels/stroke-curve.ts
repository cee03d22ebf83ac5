import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Point } from '../camera.ts'
import type { Sample } from './stroke-path.ts'

/** A straight piece of a stroke. */
export interface Segment {
  readonly from: Sample
  readonly to: Sample
}

/** A turn sharper than this (cosine) is a corner and stays one. */
const corner = 0.3

/**
 * From one sample to the next as a cubic that leaves in the direction in which the stroke arrived (`heading`, the
 * step before) and arrives straight; so it goes through every sample and waits for none to come.
 */
export function bendInto(from: Sample, to: Sample, heading: Point): readonly Segment[] {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = Math.hypot(dx, dy)
  const before = Math.hypot(heading.x, heading.y)
  const turn = before === 0 ? -1 : (dx * heading.x + dy * heading.y) / (length * before)
  if (length < 2 || turn < corner || turn > 0.9999) return [{ from, to }]
  const leave = { x: (heading.x / before) * length, y: (heading.y / before) * length }
  const count = Math.min(16, Math.max(2, Math.ceil(length / 4)))
  const segments: Segment[] = []
  let last = from
  for (let i = 1; i <= count; i++) {
    const point = i === count ? to : hermite(from, to, leave, { x: dx, y: dy }, i / count)
    segments.push({ from: last, to: point })
    last = point
  }
  return segments
}

/** The cubic through `from` and `to` that leaves by `leave` and arrives by `arrive`, at share `t`. */
function hermite(from: Sample, to: Sample, leave: Point, arrive: Point, t: number): Sample {
  const [t2, t3] = [t * t, t * t * t]
  const [a, b, c, d] = [2 * t3 - 3 * t2 + 1, t3 - 2 * t2 + t, -2 * t3 + 3 * t2, t3 - t2]
  const mix = (first: number, second: number) => first + (second - first) * t
  return {
    x: a * from.x + b * leave.x + c * to.x + d * arrive.x,
    y: a * from.y + b * leave.y + c * to.y + d * arrive.y,
    pressure: mix(from.pressure, to.pressure),
    tiltX: mix(from.tiltX, to.tiltX),
    tiltY: mix(from.tiltY, to.tiltY),
  }
}

/**
 * Which share of the way from `from` to `to` lies in `area` (Liang and Barsky, 1984); null when none does. A pen
 * that jumps a million pixels away costs no more than the page is wide.
 */
export function clipSegment(from: Point, to: Point, area: Rectangle): { start: number; end: number } | null {
  let [start, end] = [0, 1]
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const sides = [
    [-dx, from.x - area.x],
    [dx, area.x + area.width - from.x],
    [-dy, from.y - area.y],
    [dy, area.y + area.height - from.y],
  ] as const
  for (const [way, room] of sides) {
    if (way === 0 && room < 0) return null
    if (way < 0) start = Math.max(start, room / way)
    if (way > 0) end = Math.min(end, room / way)
  }
  return start <= end ? { start, end } : null
}
