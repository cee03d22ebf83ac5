/** A stretch of one axis: where it begins and how long it is. */
export interface Span {
  readonly start: number
  readonly length: number
}

/**
 * Divides an axis of `length` into spans of at most `tile`, all equally long, neighbours sharing at least `overlap`,
 * spread evenly. One span where all fits.
 */
export function spansOf(length: number, tile: number, overlap: number): Span[] {
  if (length <= tile) return [{ start: 0, length }]
  const count = Math.ceil((length - overlap) / (tile - overlap))
  const stride = (length - tile) / (count - 1)
  return Array.from({ length: count }, (_, index) => ({ start: Math.round(index * stride), length: tile }))
}

/**
 * How much each place of each span counts in a blend: rising over what it shares with the span before, falling over
 * what it shares with the next; of all spans that share a place the weights add up to 1.
 */
export function blendWeights(spans: readonly Span[]): Float32Array[] {
  const ramps = spans.map((_, index) => rampOf(spans, index))
  const total = new Float32Array(spans.at(-1)!.start + spans.at(-1)!.length)
  const each = (visit: (index: number, place: number, at: number) => void): void =>
    spans.forEach(({ start, length }, index) => {
      for (let place = 0; place < length; place++) visit(index, place, start + place)
    })
  each((index, place, at) => (total[at] = total[at]! + ramps[index]![place]!))
  each((index, place, at) => (ramps[index]![place] = ramps[index]![place]! / total[at]!))
  return ramps
}

function rampOf(spans: readonly Span[], index: number): Float32Array {
  const { start, length } = spans[index]!
  const [before, after] = [spans[index - 1], spans[index + 1]]
  const shared = before === undefined ? 0 : before.start + before.length - start
  const left = after === undefined ? 0 : start + length - after.start
  return Float32Array.from({ length }, (_, place) => {
    const rise = place < shared ? (place + 0.5) / shared : 1
    const fall = place >= length - left ? (length - place - 0.5) / left : 1
    return Math.min(rise, fall)
  })
}
