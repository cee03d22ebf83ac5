import { type Pixels, type Tile, tileColumn, tileKeysIn, tileOverlap, tileRow, tileSide } from '../pixels.ts'
import { readPixels } from '../pixel-transfer.ts'
import { type Page, type Plane, pixelsOf, wholePage } from './plane.ts'

export const selectionModes = ['replace', 'add', 'subtract', 'intersect'] as const
export type SelectionMode = (typeof selectionModes)[number]

/**
 * The selection after `shape` was drawn over it. Coverage is joined by the larger, taken away and shared by the
 * smaller of both, so that drawing the same shape twice changes nothing more. Without a selection, adding begins
 * one, and the other modes start from the whole page, for that is what is selected then.
 */
export function combine(base: Pixels | null, shape: Plane, mode: SelectionMode, page: Page): Pixels {
  if (mode === 'replace' || (base === null && mode !== 'subtract')) return pixelsOf(shape)
  const under = base ?? wholePage(page)
  return mode === 'intersect' ? intersect(under, shape) : change(under, shape, mode)
}

function intersect(base: Pixels, { area, data }: Plane): Pixels {
  const under = readPixels(base, area)
  for (let i = 0; i < under.length; i++) under[i] = Math.min(under[i] ?? 0, data[i] ?? 0)
  return pixelsOf({ area, data: under })
}

/** Only tiles that the shape touches are made anew. */
function change(base: Pixels, shape: Plane, mode: 'add' | 'subtract'): Pixels {
  const tiles = new Map(base.tiles)
  for (const key of tileKeysIn(shape.area)) {
    const tile = changedTile(tiles.get(key), key, shape, mode)
    if (tile.every((value) => value === 0)) tiles.delete(key)
    else tiles.set(key, tile)
  }
  return { channels: 1, tiles }
}

function changedTile(old: Tile | undefined, key: number, shape: Plane, mode: 'add' | 'subtract'): Tile {
  const tile: Tile = old ? old.slice() : new Uint8ClampedArray(tileSide * tileSide)
  const part = tileOverlap(key, shape.area)
  if (!part) return tile
  const { area, data } = shape
  for (let y = part.y; y < part.y + part.height; y++) {
    let from = (y - area.y) * area.width + part.x - area.x
    let to = (y - tileRow(key) * tileSide) * tileSide + part.x - tileColumn(key) * tileSide
    for (let left = part.width; left > 0; left--, from++, to++) {
      const [before, drawn] = [tile[to] ?? 0, data[from] ?? 0]
      tile[to] = mode === 'add' ? Math.max(before, drawn) : Math.min(before, 255 - drawn)
    }
  }
  return tile
}
