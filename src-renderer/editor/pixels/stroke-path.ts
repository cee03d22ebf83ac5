import type { Tip } from '../session.ts'
import type { StrokeBuffer } from './stroke-buffer.ts'

interface Sample {
  readonly x: number
  readonly y: number
  readonly pressure: number
}

/** Dabs are this share of the tip's diameter apart. */
const spacing = 0.12

/** Turns pointer samples into evenly spaced dabs of the tip; pressure scales the tip's size. */
export class StrokePath {
  readonly #buffer: StrokeBuffer
  readonly #tip: Tip
  #last: Sample | null = null
  /** Way since the last dab. */
  #travelled = 0

  constructor(buffer: StrokeBuffer, tip: Tip) {
    this.#buffer = buffer
    this.#tip = tip
  }

  /** Goes on to `sample`. */
  extend(sample: Sample): void {
    const from = this.#last
    this.#last = sample
    if (!from) return this.#dab(sample)
    const length = Math.hypot(sample.x - from.x, sample.y - from.y)
    const step = Math.max(0.5, this.#tip.size * spacing)
    let next = step - this.#travelled
    for (; next <= length; next += step) {
      const share = next / length
      const at = {
        x: from.x + (sample.x - from.x) * share,
        y: from.y + (sample.y - from.y) * share,
        pressure: from.pressure + (sample.pressure - from.pressure) * share,
      }
      this.#dab(at)
    }
    this.#travelled = length - (next - step)
  }

  #dab({ x, y, pressure }: Sample): void {
    const radius = Math.max(0.5, (this.#tip.size / 2) * pressure)
    this.#buffer.add({ x, y, radius, hardness: this.#tip.hardness })
  }
}
