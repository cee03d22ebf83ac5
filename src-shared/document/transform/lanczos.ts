/** Lobes on either side: taps reach three source pixels where nothing is made smaller. */
const lobes = 3
const finest = 4096

/** sinc(x) · sinc(x / 3) for |x| < 3, by table; its steps are a thousandth of what a byte can show. */
const table = Float32Array.from({ length: lobes * finest + 1 }, (_none, at) => kernel(at / finest))

function kernel(x: number): number {
  if (x === 0) return 1
  if (x >= lobes) return 0
  const angle = Math.PI * x
  return (lobes * Math.sin(angle) * Math.sin(angle / lobes)) / (angle * angle)
}

/** The weights of one row of taps: tap `first + i` counts `weights[i]`; together they count 1. */
export interface Taps {
  first: number
  count: number
  readonly weights: Float32Array
}

export function newTaps(scale: number): Taps {
  return { first: 0, count: 0, weights: new Float32Array(2 * Math.ceil(lobes * Math.max(1, scale)) + 2) }
}

/**
 * Sets the taps around `middle` (source pixels; the middle of pixel 0 is 0.5). `scale` is how many source pixels one
 * pixel of the result spans; above 1 the kernel grows with it, so that nothing flickers when things get smaller.
 */
export function setTaps(taps: Taps, middle: number, scale: number): void {
  const stretch = Math.max(1, scale)
  const first = Math.ceil(middle - lobes * stretch - 0.5)
  const last = Math.min(Math.floor(middle + lobes * stretch - 0.5), first + taps.weights.length - 1)
  let sum = 0
  for (let tap = first; tap <= last; tap++) {
    const weight = table[Math.round((Math.abs(tap + 0.5 - middle) / stretch) * finest)] ?? 0
    taps.weights[tap - first] = weight
    sum += weight
  }
  taps.first = first
  taps.count = last - first + 1
  for (let i = 0; i < taps.count; i++) taps.weights[i] = (taps.weights[i] ?? 0) / sum
}
