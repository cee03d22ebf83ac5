import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Tip } from '../session.ts'
import type { Dab } from './dab.ts'
import { type Segment, bendInto, clipSegment } from './stroke-curve.ts'

/** Where the pen is, in the layer's pixels, and how it is held. */
export interface Sample {
  readonly x: number
  readonly y: number
  /** 0 … 1. */
  readonly pressure: number
  /** −1 … 1 along each axis. */
  readonly tiltX: number
  readonly tiltY: number
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Half a pixel is the smallest tip: it still leaves a trace. */
const smallest = 0.5

/**
 * Turns pointer samples into evenly spaced dabs of the tip, on a curve through all of them. Pressure and tilt
 * shape each dab as the tip says. `put` gets the same object each time: it has to use it up at once.
 */
export class StrokePath {
  readonly #tip: Tip
  readonly #put: (dab: Dab) => void
  readonly #clip: Rectangle
  readonly #dab: Mutable<Dab>
  readonly #at: Mutable<Sample> = { x: 0, y: 0, pressure: 1, tiltX: 0, tiltY: 0 }
  #last: Sample | null = null
  /** Where the curve came from, as a step; (0, 0) at a corner. */
  #heading = { x: 0, y: 0 }
  /** Way since the last dab, and way to the next one. */
  #travelled = 0
  #step = 0

  constructor(tip: Tip, clip: Rectangle, put: (dab: Dab) => void) {
    this.#tip = tip
    this.#put = put
    const reach = tip.size / 2 + 2
    const { x, y, width, height } = clip
    this.#clip = { x: x - reach, y: y - reach, width: width + 2 * reach, height: height + 2 * reach }
    this.#dab = { x: 0, y: 0, radius: 1, roundness: 1, angle: 0, flow: 1, limit: 1 }
  }

  /** Goes on to `sample`, along a curve or (`straight`) a line. */
  extend(sample: Sample, straight = false): void {
    const from = this.#last
    this.#last = sample
    if (!from) return this.#touch(sample)
    const step = { x: sample.x - from.x, y: sample.y - from.y }
    if (step.x === 0 && step.y === 0) return
    if (straight) this.#line({ from, to: sample })
    else for (const segment of bendInto(from, sample, this.#heading)) this.#line(segment)
    this.#heading = step
  }

  #line({ from, to }: Segment): void {
    const length = Math.hypot(to.x - from.x, to.y - from.y)
    const seen = clipSegment(from, to, this.#clip)
    if (!seen || length === 0) {
      this.#travelled = 0
      return
    }
    let next = Math.max(this.#step - this.#travelled, seen.start * length)
    const end = seen.end * length
    for (; next <= end; next += this.#step) {
      const share = next / length
      this.#at.x = from.x + (to.x - from.x) * share
      this.#at.y = from.y + (to.y - from.y) * share
      this.#at.pressure = from.pressure + (to.pressure - from.pressure) * share
      this.#at.tiltX = from.tiltX + (to.tiltX - from.tiltX) * share
      this.#at.tiltY = from.tiltY + (to.tiltY - from.tiltY) * share
      this.#touch(this.#at)
    }
    this.#travelled = Math.max(0, length - (next - this.#step))
  }

  #touch({ x, y, pressure, tiltX, tiltY }: Sample): void {
    const tip = this.#tip
    const dab = this.#dab
    dab.x = x
    dab.y = y
    dab.radius = Math.max(smallest, (tip.size / 2) * (tip.pressureSize ? pressure : 1))
    dab.flow = tip.flow * (tip.pressureFlow ? pressure : 1)
    dab.limit = tip.pressureOpacity ? pressure : 1
    const lean = tip.tilt ? Math.min(1, Math.hypot(tiltX, tiltY)) : 0
    dab.roundness = Math.max(0.1, tip.roundness * (1 - 0.7 * lean))
    dab.angle = lean > 0.05 ? Math.atan2(tiltY, tiltX) : (tip.angle * Math.PI) / 180
    this.#step = Math.max(0.5, dab.radius * 2 * dab.roundness * tip.spacing)
    this.#put(dab)
  }
}
