import type { Layer } from '../canvas-document.ts'
import { readPixels } from '../pixel-transfer.ts'
import { shiftPixels } from '../transform/shift-pixels.ts'
import { type Pixels, type Tile, tileColumn, tileRow, tileSide } from '../pixels.ts'

/** A layer's pixels taken apart by a selection. */
export interface Parted {
  /** In document coordinates: colours as they were, alpha times what is selected. */
  readonly lifted: Pixels
  /** In the layer's own coordinates: what stays. */
  readonly left: Pixels
}

/** Takes what is selected (null: everything) out of a layer. Tiles that are not touched are shared. */
export function partLayer({ pixels, x, y }: Layer, selection: Pixels | null): Parted {
  if (!selection) return { lifted: shiftPixels(pixels, x, y), left: { ...pixels, tiles: new Map() } }
  const lifted = new Map<number, Tile>()
  const left = new Map(pixels.tiles)
  for (const [key, tile] of pixels.tiles) {
    const place = { x: tileColumn(key) * tileSide + x, y: tileRow(key) * tileSide + y }
    const chosen = readPixels(selection, { ...place, width: tileSide, height: tileSide })
    const first = chosen[0] ?? 0
    const even = (first === 0 || first === 255) && chosen.every((value) => value === first)
    if (even && first === 0) continue
    const [taken, kept] = even ? [tile, null] : partTile(tile, chosen, pixels.channels)
    if (!kept || isBlank(kept)) left.delete(key)
    else left.set(key, kept)
    if (even || !isBlank(taken)) lifted.set(key, taken)
  }
  const { channels } = pixels
  return { lifted: shiftPixels({ channels, tiles: lifted }, x, y), left: { channels, tiles: left } }
}

function partTile(tile: Tile, chosen: Tile, channels: 1 | 4): [taken: Tile, kept: Tile] {
  const [taken, kept] = [tile.slice(), tile.slice()]
  for (let pixel = 0; pixel < chosen.length; pixel++) {
    const at = pixel * channels + channels - 1
    const coverage = chosen[pixel] ?? 0
    if (coverage === 0 || coverage === 255) {
      const gone = coverage === 0 ? taken : kept
      for (let i = at - channels + 1; i <= at; i++) gone[i] = 0
      continue
    }
    const share = coverage / 255
    setLast(taken, at, channels, (tile[at] ?? 0) * share)
    setLast(kept, at, channels, (tile[at] ?? 0) * (1 - share))
  }
  return [taken, kept]
}

/** Sets alpha or coverage; what is fully clear keeps no colour behind. */
function setLast(tile: Tile, at: number, channels: 1 | 4, value: number): void {
  tile[at] = value
  if (channels === 4 && tile[at] === 0) tile.fill(0, at - 3, at)
}

function isBlank(tile: Tile): boolean {
  return tile.every((value) => value === 0)
}
