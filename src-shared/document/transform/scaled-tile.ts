import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Pixels, type Tile, tileSide } from '../pixels.ts'
import { type Taps, newTaps, setTaps } from './lanczos.ts'
import type { Matrix } from './matrix.ts'
import { type Premultiplied, premultiplied, setPixel } from './premultiplied.ts'
import { meeting } from './meeting.ts'

/** One tile of a picture that is only scaled and shifted: rows first, then columns. */
export function scaledTile(
  pixels: Pixels,
  bounds: Rectangle,
  place: { x: number; y: number },
  [scaleX, , x0, , scaleY, y0]: Matrix,
): Tile | null {
  const columns = tapsAlong(place.x, scaleX, x0)
  const rows = tapsAlong(place.y, scaleY, y0)
  const area = meeting(bounds, around(columns, rows))
  if (!area) return null
  const { channels } = pixels
  const source = premultiplied(pixels, area)
  const narrow = scaleRows(source, columns)
  const look = { u: 0, v: 0, reachX: Math.max(1, Math.abs(scaleX)), reachY: Math.max(1, Math.abs(scaleY)) }
  const tile: Tile = new Uint8ClampedArray(tileSide * tileSide * channels)
  const stride = tileSide * channels
  const sums = new Float32Array(stride)
  for (let y = 0; y < tileSide; y++) {
    const taps = rows[y]
    if (!taps) continue
    sums.fill(0)
    for (let i = 0; i < taps.count; i++) {
      const row = taps.first + i - area.y
      if (row < 0 || row >= area.height) continue
      const weight = taps.weights[i] ?? 0
      for (let at = 0, from = row * stride; at < stride; at++, from++) {
        sums[at] = (sums[at] ?? 0) + weight * (narrow[from] ?? 0)
      }
    }
    look.v = (place.y + y + 0.5) * scaleY + y0
    for (let x = 0, at = 0; x < tileSide; x++, at += channels) {
      look.u = (place.x + x + 0.5) * scaleX + x0
      setPixel(tile, y * stride + at, sums, at, source, look)
    }
  }
  return tile
}

function tapsAlong(start: number, scale: number, shift: number): Taps[] {
  return Array.from({ length: tileSide }, (_none, index) => {
    const taps = newTaps(Math.abs(scale))
    setTaps(taps, (start + index + 0.5) * scale + shift, Math.abs(scale))
    return taps
  })
}

function around(columns: readonly Taps[], rows: readonly Taps[]): Rectangle {
  const [left, right] = span(columns)
  const [top, bottom] = span(rows)
  return { x: left, y: top, width: right - left, height: bottom - top }
}

function span(taps: readonly Taps[]): readonly [number, number] {
  return [
    Math.min(...taps.map(({ first }) => first)),
    Math.max(...taps.map(({ first, count }) => first + count)),
  ]
}

/** Height × tile side × channels sums. */
function scaleRows({ area, channels, values }: Premultiplied, columns: readonly Taps[]): Float32Array {
  const out = new Float32Array(area.height * tileSide * channels)
  for (let y = 0; y < area.height; y++) {
    const row = y * area.width * channels
    for (let x = 0; x < tileSide; x++) {
      const taps = columns[x]
      if (!taps) continue
      const to = (y * tileSide + x) * channels
      const skip = Math.max(0, area.x - taps.first)
      const end = Math.min(taps.count, area.x + area.width - taps.first)
      const from = row + (taps.first - area.x) * channels
      for (let k = 0; k < channels; k++) {
        let sum = 0
        for (let i = skip, at = from + skip * channels + k; i < end; i++, at += channels) {
          sum += (taps.weights[i] ?? 0) * (values[at] ?? 0)
        }
        out[to + k] = sum
      }
    }
  }
  return out
}
