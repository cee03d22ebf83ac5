import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Pixels, type Tile, tileSide } from '../pixels.ts'
import { type Taps, newTaps, setTaps } from './lanczos.ts'
import { type Matrix, apply } from './matrix.ts'
import { meeting } from './meeting.ts'
import { type Premultiplied, premultiplied, setPixel } from './premultiplied.ts'
import { reachBack } from './reach.ts'

/** Most source pixels that one pixel of the result may span; what lies further towards a horizon is coarser. */
const mostScale = 32

/** One tile of a picture that is turned, skewed or in perspective; each pixel has a kernel of its own. */
export function warpedTile(
  pixels: Pixels,
  bounds: Rectangle,
  place: { x: number; y: number },
  back: Matrix,
): Tile | null {
  const reached = reachBack(
    back,
    { ...place, width: tileSide, height: tileSide },
    3 * mostScaleIn(place, back) + 1,
  )
  const area = reached ? meeting(bounds, reached) : bounds
  if (!area) return null
  const { channels } = pixels
  const source = premultiplied(pixels, area)
  const tile: Tile = new Uint8ClampedArray(tileSide * tileSide * channels)
  const sums = new Float32Array(channels)
  const look = { u: 0, v: 0, reachX: 1, reachY: 1 }
  const [across, down] = [newTaps(mostScale), newTaps(mostScale)]
  for (let row = 0, at = 0; row < tileSide; row++) {
    for (let column = 0; column < tileSide; column++, at += channels) {
      const x = place.x + column + 0.5
      const y = place.y + row + 0.5
      const w = back[6] * x + back[7] * y + back[8]
      if (w <= 1e-6) continue
      const u = (back[0] * x + back[1] * y + back[2]) / w
      const v = (back[3] * x + back[4] * y + back[5]) / w
      const [spanX, spanY] = spansAt(back, u, v, w)
      setTaps(across, u, spanX)
      setTaps(down, v, spanY)
      if (!gather(source, across, down, sums)) continue
      look.u = u
      look.v = v
      look.reachX = Math.max(1, spanX)
      look.reachY = Math.max(1, spanY)
      setPixel(tile, at, sums, 0, source, look)
    }
  }
  return tile
}

/** How many source pixels a pixel of the result spans across and down: lengths of the rows of the Jacobian. */
function spansAt(back: Matrix, u: number, v: number, w: number): readonly [number, number] {
  const across = Math.hypot(back[0] - u * back[6], back[1] - u * back[7]) / w
  const down = Math.hypot(back[3] - v * back[6], back[4] - v * back[7]) / w
  return [Math.min(across, mostScale), Math.min(down, mostScale)]
}

function mostScaleIn(place: { x: number; y: number }, back: Matrix): number {
  const corners = [0, 1, 2, 3].map((corner) => {
    const x = place.x + (corner % 2) * tileSide
    const y = place.y + (corner >> 1) * tileSide
    const w = back[6] * x + back[7] * y + back[8]
    if (w <= 1e-6) return mostScale
    const { x: u, y: v } = apply(back, { x, y })
    return Math.max(...spansAt(back, u, v, w))
  })
  return Math.max(1, ...corners)
}

/** Adds up what the taps see; false when none of them sees anything of the picture. */
function gather(
  { area, channels, values }: Premultiplied,
  across: Taps,
  down: Taps,
  sums: Float32Array,
): boolean {
  const left = Math.max(0, area.x - across.first)
  const right = Math.min(across.count, area.x + area.width - across.first)
  const top = Math.max(0, area.y - down.first)
  const bottom = Math.min(down.count, area.y + area.height - down.first)
  if (left >= right || top >= bottom) return false
  sums.fill(0)
  for (let j = top; j < bottom; j++) {
    const from = ((down.first + j - area.y) * area.width + across.first - area.x) * channels
    if (channels === 4) addRow4(sums, values, from, across, left, right, down.weights[j] ?? 0)
    else addRow1(sums, values, from, across, left, right, down.weights[j] ?? 0)
  }
  return true
}

/** One row of taps; the sums stay in registers on the way. */
function addRow4(
  sums: Float32Array,
  values: Float32Array,
  from: number,
  { weights }: Taps,
  left: number,
  right: number,
  share: number,
): void {
  let [r, g, b, a] = [0, 0, 0, 0]
  for (let i = left, at = from + left * 4; i < right; i++, at += 4) {
    const weight = weights[i] ?? 0
    r += weight * (values[at] ?? 0)
    g += weight * (values[at + 1] ?? 0)
    b += weight * (values[at + 2] ?? 0)
    a += weight * (values[at + 3] ?? 0)
  }
  sums[0] = (sums[0] ?? 0) + share * r
  sums[1] = (sums[1] ?? 0) + share * g
  sums[2] = (sums[2] ?? 0) + share * b
  sums[3] = (sums[3] ?? 0) + share * a
}

function addRow1(
  sums: Float32Array,
  values: Float32Array,
  from: number,
  { weights }: Taps,
  left: number,
  right: number,
  share: number,
): void {
  let sum = 0
  for (let i = left; i < right; i++) sum += (weights[i] ?? 0) * (values[from + i] ?? 0)
  sums[0] = (sums[0] ?? 0) + share * sum
}
