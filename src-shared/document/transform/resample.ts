import type { Rectangle } from '#shared/entities/studio-document.ts'
import { contentBounds } from '../pixel-transfer.ts'
import { type Pixels, type Tile, emptyPixels, tileColumn, tileKeysIn, tileRow, tileSide } from '../pixels.ts'
import { nearestTile, wholeMatrix } from './exact.ts'
import { type Matrix, invert, isAffine } from './matrix.ts'
import { reachBack } from './reach.ts'
import { scaledTile } from './scaled-tile.ts'
import { shiftPixels } from './shift-pixels.ts'
import { warpedTile } from './warped-tile.ts'

/** `lanczos` keeps pictures sharp; `nearest` keeps hard pixels hard. */
export type Filter = 'lanczos' | 'nearest'

/** Widest side of what may come out, in pixels. */
const widest = 32_768

/**
 * The pixels taken through `matrix`. Whole shifts, quarter turns and flips are exact to the byte; the rest is
 * Lanczos (3 lobes) over premultiplied colours, with a kernel as wide as things get smaller. A missing pixel is
 * transparent. Null when the map folds the pixels flat, or takes them beyond the horizon or further than 32,768 px.
 */
export function transformPixels(pixels: Pixels, matrix: Matrix, filter: Filter): Pixels | null {
  const whole = wholeMatrix(matrix)
  const map = whole ?? matrix
  const [a, b, dx, d, e, dy] = map
  if (whole && a === 1 && e === 1 && b === 0 && d === 0) return shiftPixels(pixels, dx, dy)
  const bounds = contentBounds(pixels)
  if (!bounds) return emptyPixels(pixels.channels)
  const back = invert(map)
  const target = reachBack(map, bounds, whole || filter === 'nearest' ? 0 : 1)
  if (!back || !target || target.width > widest || target.height > widest) return null
  const make = tileMaker(pixels, bounds, back, whole ? 'nearest' : filter)
  const tiles = new Map<number, Tile>()
  for (const key of tileKeysIn(target)) {
    const tile = make({ x: tileColumn(key) * tileSide, y: tileRow(key) * tileSide })
    if (tile?.some((value) => value !== 0)) tiles.set(key, tile)
  }
  return { channels: pixels.channels, tiles }
}

function tileMaker(
  pixels: Pixels,
  bounds: Rectangle,
  back: Matrix,
  filter: Filter,
): (place: { x: number; y: number }) => Tile | null {
  if (filter === 'nearest') return (place) => nearestTile(pixels, place, back)
  const [, b, , d] = back
  const upright = isAffine(back) && Math.abs(b) < 1e-9 && Math.abs(d) < 1e-9
  if (upright) return (place) => scaledTile(pixels, bounds, place, back)
  return (place) => warpedTile(pixels, bounds, place, back)
}
