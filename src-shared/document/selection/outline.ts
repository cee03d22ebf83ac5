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

const nothing = new Uint8ClampedArray(tileSide * tileSide)

function findEdges(x0: number, y0: number, { here, left, above }: Around, step: number): number[] {
  const edges: number[] = []
  const half = step >> 1
  const own = here ?? nothing
  for (let y = 0; y < tileSide; y += step) {
    const row = (y + half) * tileSide + half
    const upper = y > 0 ? own : (above ?? nothing)
    const upperRow = y > 0 ? row - step * tileSide : (tileSide - step + half) * tileSide + half
    for (let x = 0, start = -1; x <= tileSide; x += step) {
      const edge = x < tileSide && own[row + x]! > 127 !== upper[upperRow + x]! > 127
      if (edge === start >= 0) continue
      if (!edge) edges.push(x0 + start, y0 + y, x0 + x, y0 + y)
      start = edge ? x : -1
    }
  }
  for (let x = 0; x < tileSide; x += step) {
    const column = x + half + half * tileSide
    const before = x > 0 ? own : (left ?? nothing)
    const beforeColumn = x > 0 ? column - step : tileSide - step + half + half * tileSide
    for (let y = 0, start = -1; y <= tileSide; y += step) {
      const at = y * tileSide
      const edge = y < tileSide && own[column + at]! > 127 !== before[beforeColumn + at]! > 127
      if (edge === start >= 0) continue
      if (!edge) edges.push(x0 + x, y0 + start, x0 + x, y0 + y)
      start = edge ? y : -1
    }
  }
  return edges
}
