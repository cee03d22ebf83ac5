import type { Layer } from '#shared/document/canvas-document.ts'
import { type Pixels, type Tile, tileKey, tileSide } from '#shared/document/pixels.ts'
import { Kept, type Sheet, newSheet } from './canvases.ts'
import { type Cell, cellKey } from './level.ts'
import { type Tint, tinted } from '../tints.ts'

/** The layer's tiles in a cell of one of the coarser levels, and which they were: tiles never change. */
interface Scaled {
  readonly sheet: Sheet
  readonly tiles: (Tile | undefined)[]
  pixels: Pixels | null
}

/** At most this many are kept, 256 KiB each. */
const limit = 512

/** Layers as pictures to draw: cells of their own grid, smaller ones where they are shown smaller. */
export class LayerSheets {
  readonly #scaled = new Kept<string, Scaled>(limit)
  readonly #scratch = newSheet(tileSide, tileSide)

  /** The cell's picture, valid until the next call; null when the layer has nothing there. */
  cell(layer: Layer, cell: Cell, tint: Tint | null): CanvasImageSource | null {
    if (cell.level > 0) return this.#scaledCell(layer, cell, tint)
    const tile = layer.pixels.tiles.get(tileKey(cell.column, cell.row))
    return tile ? this.#put(tile, tint) : null
  }

  clear(): void {
    this.#scaled.clear()
  }

  #scaledCell(layer: Layer, cell: Cell, tint: Tint | null): CanvasImageSource | null {
    const key = `${layer.id} ${cellKey(cell)}`
    const known = this.#scaled.get(key)
    if (known?.pixels === layer.pixels) return known.sheet.canvas
    const tiles = tilesOf(layer.pixels, cell)
    if (!known && tiles.every((tile) => tile === undefined)) return null
    const scaled = known ?? { sheet: newSheet(tileSide, tileSide), tiles: [], pixels: null }
    tiles.forEach((tile, i) => {
      if (scaled.tiles[i] !== tile) this.#drawPiece(scaled.sheet, cell.level, i, tile, tint)
    })
    scaled.tiles.splice(0, tiles.length, ...tiles)
    scaled.pixels = layer.pixels
    if (!known) this.#scaled.set(key, scaled)
    return scaled.sheet.canvas
  }

  #drawPiece(
    { context }: Sheet,
    level: number,
    index: number,
    tile: Tile | undefined,
    tint: Tint | null,
  ): void {
    const across = 1 << level
    const side = tileSide >> level
    const [x, y] = [(index % across) * side, Math.floor(index / across) * side]
    context.clearRect(x, y, side, side)
    if (!tile) return
    context.imageSmoothingQuality = 'medium'
    context.drawImage(this.#put(tile, tint), x, y, side, side)
  }

  #put(tile: Tile, tint: Tint | null): OffscreenCanvas {
    const rgba = tint ? tinted(tile, tint) : tile
    this.#scratch.context.putImageData(new ImageData(rgba, tileSide, tileSide), 0, 0)
    return this.#scratch.canvas
  }
}

/** The tiles that lie in the cell, in rows. */
function tilesOf({ tiles }: Pixels, { level, column, row }: Cell): (Tile | undefined)[] {
  const across = 1 << level
  const found: (Tile | undefined)[] = []
  for (let y = row * across; y < (row + 1) * across; y++) {
    for (let x = column * across; x < (column + 1) * across; x++) found.push(tiles.get(tileKey(x, y)))
  }
  return found
}
