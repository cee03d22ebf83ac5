import { type Tile, tileSide } from '../pixels.ts'
import type { Pixels } from '../pixels.ts'
import { readPixels } from '../pixel-transfer.ts'
import type { Matrix } from './matrix.ts'
import { reachBack } from './reach.ts'

/** `matrix` with whole numbers where it takes pixels onto pixels (shifts, quarter turns, flips); else null. */
export function wholeMatrix(matrix: Matrix): Matrix | null {
  const whole = matrix.map(Math.round) as unknown as Matrix
  if (matrix.some((value, at) => Math.abs(value - (whole[at] ?? 0)) > 1e-9)) return null
  const [a, b, , d, e, , g, h, i] = whole
  const turns = Math.abs(a) + Math.abs(b) === 1 && Math.abs(a) === Math.abs(e) && Math.abs(b) === Math.abs(d)
  return turns && g === 0 && h === 0 && i === 1 ? whole : null
}

/** One tile of the result, each pixel the one it comes from, to the byte. `back` is the way from result to source. */
export function nearestTile(pixels: Pixels, place: { x: number; y: number }, back: Matrix): Tile | null {
  const { channels } = pixels
  const source = reachBack(back, { ...place, width: tileSide, height: tileSide }, 1)
  if (!source) return null
  const block = readPixels(pixels, source)
  const tile: Tile = new Uint8ClampedArray(tileSide * tileSide * channels)
  const [a, b, c, d, e, f, g, h, i] = back
  for (let row = 0, at = 0; row < tileSide; row++) {
    const py = place.y + row + 0.5
    for (let column = 0; column < tileSide; column++, at += channels) {
      const px = place.x + column + 0.5
      const w = g * px + h * py + i
      const x = Math.floor((a * px + b * py + c) / w) - source.x
      const y = Math.floor((d * px + e * py + f) / w) - source.y
      if (!(x >= 0 && y >= 0 && x < source.width && y < source.height)) continue
      const start = (y * source.width + x) * channels
      for (let k = 0; k < channels; k++) tile[at + k] = block[start + k] ?? 0
    }
  }
  return tile
}
