import { type Rgb, parseColour } from '#editor/pixels/blend.ts'
import type { Point } from '#editor/camera.ts'
import type { ColourRow } from '#editor/pixels/ink.ts'

export interface GradientSettings {
  readonly shape: 'linear' | 'radial'
  /** Where it ends: in the background colour, or in nothing. */
  readonly to: 'background' | 'clear'
  readonly reversed: boolean
}

/** Where a gradient begins and ends, in document pixels. */
export interface Span {
  readonly from: Point
  readonly to: Point
}

/** Straight RGBA of the gradient at each share of the way; one entry more than steps. */
export interface Ramp {
  readonly colours: Float32Array
}

const steps = 1024

export function createRamp({ to, reversed }: GradientSettings, colour: string, background: string): Ramp {
  const first: Rgb = parseColour(colour)
  const last = to === 'clear' ? first : parseColour(background)
  const colours = new Float32Array((steps + 1) * 4)
  for (let step = 0; step <= steps; step++) {
    const share = reversed ? 1 - step / steps : step / steps
    for (let i = 0; i < 3; i++) colours[step * 4 + i] = first[i]! + (last[i]! - first[i]!) * share
    colours[step * 4 + 3] = to === 'clear' ? 255 * (1 - share) : 255
  }
  return { colours }
}

/** Thresholds −0.5 … 0.5 in a fixed order (Bayer, 1973): what lies between two bytes is spread, so no bands show. */
const bayer = Float32Array.from({ length: 64 }, (_none, at) => {
  const [x, y] = [at & 7, at >> 3]
  let value = 0
  for (let bit = 0; bit < 3; bit++) {
    const both = ((x ^ y) >> bit) & 1
    value |= ((both << 1) | ((y >> bit) & 1)) << (2 * (2 - bit))
  }
  return (value + 0.5) / 64 - 0.5
})

/** The gradient's colours for rows of a layer whose origin lies at `origin`; `span` may change between rows. */
export function gradientRows(
  shape: GradientSettings['shape'],
  { colours }: Ramp,
  span: () => Span,
  origin: Point,
): ColourRow {
  return (x, y, count, out) => {
    const { from, to } = span()
    const [wide, high] = [to.x - from.x, to.y - from.y]
    const length = Math.max(1e-6, wide * wide + high * high)
    const dy = y + origin.y + 0.5 - from.y
    for (let i = 0; i < count; i++) {
      const dx = x + i + origin.x + 0.5 - from.x
      const way =
        shape === 'linear' ? (dx * wide + dy * high) / length : Math.sqrt((dx * dx + dy * dy) / length)
      const entry = (way <= 0 ? 0 : way >= 1 ? steps : (way * steps + 0.5) | 0) * 4
      const spread = bayer[((y & 7) << 3) | ((x + i) & 7)]!
      out[i * 4] = colours[entry]! + spread
      out[i * 4 + 1] = colours[entry + 1]! + spread
      out[i * 4 + 2] = colours[entry + 2]! + spread
      out[i * 4 + 3] = colours[entry + 3]! + spread
    }
  }
}
