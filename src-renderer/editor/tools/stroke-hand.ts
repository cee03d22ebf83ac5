import type { Point } from '../camera.ts'
import type { ToolPointer } from './tool.ts'
import type { Sample } from '../pixels/stroke-path.ts'

/** Farther than this no page reaches; a pen that says so has lost its way. */
const farthest = 1e6

/**
 * What a stroke makes of a pointer: a sample of the layer's pixels. Null for a place that is no place. Values out
 * of range are brought back into it; one that is no number is as it was `before`.
 */
export function readSample(pointer: ToolPointer, origin: Point, before: Sample | null): Sample | null {
  const { x, y } = pointer
  if (!(Math.abs(x) < farthest && Math.abs(y) < farthest)) return null
  return {
    x: x - origin.x,
    y: y - origin.y,
    pressure: within(pointer.pressure, 0, 1, before?.pressure ?? 1),
    tiltX: within(pointer.tiltX, -1, 1, before?.tiltX ?? 0),
    tiltY: within(pointer.tiltY, -1, 1, before?.tiltY ?? 0),
  }
}

function within(value: number, low: number, high: number, instead: number): number {
  return Number.isNaN(value) ? instead : Math.min(Math.max(value, low), high)
}

/** Moves `point` onto the nearest of the eight directions from `anchor`: 45 degrees apart. */
export function straighten<P extends Point>(point: P, anchor: Point): P {
  const [dx, dy] = [point.x - anchor.x, point.y - anchor.y]
  const turn = (Math.round(Math.atan2(dy, dx) / (Math.PI / 4)) * Math.PI) / 4
  return alongAngle(point, anchor, turn)
}

/** The point of the line through `anchor` at `angle` that is nearest to `point`. */
export function alongAngle<P extends Point>(point: P, anchor: Point, angle: number): P {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const way = (point.x - anchor.x) * cos + (point.y - anchor.y) * sin
  return { ...point, x: anchor.x + way * cos, y: anchor.y + way * sin }
}

/**
 * A string of this length between pointer and tip: the tip follows only when it is taut, so a trembling hand draws
 * a calm line. Depends on the way alone, never on the time or on how often a pen reports.
 */
export class Stabiliser {
  readonly #length: number
  #tip: Sample | null = null

  constructor(length: number) {
    this.#length = length
  }

  /** Where the tip goes; null while the string is slack. */
  follow(sample: Sample): Sample | null {
    const tip = this.#tip
    if (!tip || this.#length === 0) return (this.#tip = sample)
    const [dx, dy] = [sample.x - tip.x, sample.y - tip.y]
    const distance = Math.hypot(dx, dy)
    if (distance <= this.#length) return null
    const share = (distance - this.#length) / distance
    return (this.#tip = { ...sample, x: tip.x + dx * share, y: tip.y + dy * share })
  }
}
