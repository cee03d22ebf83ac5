import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Pixels, type Tile, tileColumn, tileKey, tileOverlap, tileRow, tileSide } from '../pixels.ts'

/** Where what is selected (coverage of at least half) ends, as x₀ y₀ x₁ y₁ of lines along pixel edges. */
export type Edges = readonly number[]

/** Edges by the tile that they are on, so that a change of one tile costs one tile. */
export type EdgeCache = WeakMap<
  Tile,
  Map<string, { neighbours: readonly (Tile | undefined)[]; edges: Edges }>
>

/**
 * The outline of a selection in `area` (both document pixels), looked at every `step` pixels (a power of two up to
 * 256): a view at 1/8 needs no finer one. Lines are as long as they can be within a tile.
 */
export function selectionEdges(pixels: Pixels, area: Rectangle, step: number, cache: EdgeCache): Edges[] {
  const { tiles } = pixels
  const keys = new Set<number>()
  for (const key of tiles.keys()) {
    keys.add(key)
    // Right and lower edges belong to the tile beyond them.
    keys.add(tileKey(tileColumn(key) + 1, tileRow(key)))
    keys.add(tileKey(tileColumn(key), tileRow(key) + 1))
  }
  const wide = { x: area.x - 1, y: area.y - 1, width: area.width + 2, height: area.height + 2 }
  return [...keys]
    .filter((key) => tileOverlap(key, wide) !== null)
    .map((key) => edgesOf(tiles, key, step, cache))
    .filter((edges) => edges.length > 0)
}

function edgesOf(tiles: Pixels['tiles'], key: number, step: number, cache: EdgeCache): Edges {
  const [tx, ty] = [tileColumn(key), tileRow(key)]
  const here = tiles.get(key)
  const left = tiles.get(tileKey(tx - 1, ty))
  const above = tiles.get(tileKey(tx, ty - 1))
  const anchor = here ?? left ?? above
  if (!anchor) return []
  const name = `${String(key)}/${String(step)}`
  const known = cache.get(anchor)?.get(name)
  if (known && known.neighbours[0] === here && known.neighbours[1] === left && known.neighbours[2] === above)
    return known.edges
  const edges = findEdges(tx * tileSide, ty * tileSide, { here, left, above }, step)
  const entry = { neighbours: [here, left, above], edges }
  const entries = cache.get(anchor) ?? new Map<string, typeof entry>()
  cache.set(anchor, entries.set(name, entry))
  return edges
}

interface Around {
  readonly here: Tile | undefined
  readonly left: Tile | undefined
  readonly above: Tile | undefined
}

function findEdges(x0: number, y0: number, { here, left, above }: Around, step: number): number[] {
  const edges: number[] = []
  const half = step >> 1
  for (let y = 0; y < tileSide; y += step) {
    const row = (y + half) * tileSide
    const [upper, upperRow] =
      y > 0 ? [here, row - step * tileSide] : [above, (tileSide - step + half) * tileSide]
    const isEdge = (x: number) => isIn(here, row + x + half) !== isIn(upper, upperRow + x + half)
    forRuns(step, isEdge, (from, to) => edges.push(x0 + from, y0 + y, x0 + to, y0 + y))
  }
  for (let x = 0; x < tileSide; x += step) {
    const column = x + half
    const [before, beforeColumn] = x > 0 ? [here, column - step] : [left, tileSide - step + half]
    const isEdge = (y: number) => {
      const row = (y + half) * tileSide
      return isIn(here, row + column) !== isIn(before, row + beforeColumn)
    }
    forRuns(step, isEdge, (from, to) => edges.push(x0 + x, y0 + from, x0 + x, y0 + to))
  }
  return edges
}

function forRuns(
  step: number,
  holds: (at: number) => boolean,
  then: (from: number, to: number) => void,
): void {
  let start = -1
  for (let at = 0; at < tileSide; at += step) {
    if (holds(at) === start >= 0) continue
    if (start >= 0) then(start, at)
    start = start >= 0 ? -1 : at
  }
  if (start >= 0) then(start, tileSide)
}

function isIn(tile: Tile | undefined, at: number): boolean {
  return tile !== undefined && (tile[at] ?? 0) > 127
}
