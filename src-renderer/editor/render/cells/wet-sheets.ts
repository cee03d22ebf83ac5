import type { Layer } from '#shared/document/canvas-document.ts'
import { type Tile, tileColumn, tileKey, tileOverlap, tileRow, tileSide } from '#shared/document/pixels.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { union } from '#editor/pixels/rectangles.ts'
import { type Sheet, newSheet } from './canvases.ts'
import type { LayerSheets } from './layer-sheets.ts'
import { type Cell, cellKey } from './level.ts'
import { type Tint, tinted } from '../tints.ts'

interface Wet {
  readonly tile: Tile
  version: number
  /** The tile as it is drawn at full size, made when it is; and what is newer than it, in the layer's pixels. */
  sheet: Sheet | null
  newer: Rectangle | null
}

/** The layer that is being painted on: its own sheets with the wet tiles in place; only what changed is copied. */
export class WetSheets {
  readonly layerId: string
  readonly #dry: LayerSheets
  readonly #tint: Tint | null
  readonly #tiles = new Map<number, Wet>()
  readonly #scratch = newSheet(tileSide, tileSide)
  readonly #scaled = new Map<number, { sheet: Sheet; drawn: Map<number, number> }>()

  constructor(layerId: string, dry: LayerSheets, tint: Tint | null) {
    this.layerId = layerId
    this.#dry = dry
    this.#tint = tint
  }

  /** Takes over `changed`, in the layer's own pixels. */
  refresh(tiles: ReadonlyMap<number, Tile>, changed: Rectangle): void {
    for (const [key, tile] of tiles) {
      const known = this.#tiles.get(key)
      const part = known?.tile === tile ? tileOverlap(key, changed) : wholeTile(key)
      if (!part) continue
      const newer = union(known?.newer ?? null, part)
      this.#tiles.set(key, { tile, version: (known?.version ?? 0) + 1, sheet: known?.sheet ?? null, newer })
    }
  }

  cell(layer: Layer, cell: Cell): CanvasImageSource | null {
    if (cell.level > 0) return this.#scaledCell(layer, cell)
    const key = tileKey(cell.column, cell.row)
    const wet = this.#tiles.get(key)
    if (!wet) return this.#dry.cell(layer, cell, this.#tint)
    if (!wet.sheet) wet.newer = wholeTile(key)
    wet.sheet ??= newSheet(tileSide, tileSide)
    if (wet.newer) this.#put(wet.sheet, key, wet, wet.newer)
    wet.newer = null
    return wet.sheet.canvas
  }

  #put({ context }: Sheet, key: number, { tile }: Wet, part: Rectangle): void {
    const rgba = this.#tint ? tinted(tile, this.#tint) : tile
    const [x, y] = [part.x - tileColumn(key) * tileSide, part.y - tileRow(key) * tileSide]
    const image = new ImageData(rgba, tileSide, tileSide)
    context.putImageData(image, 0, 0, x, y, part.width, part.height)
  }

  #scaledCell(layer: Layer, cell: Cell): CanvasImageSource | null {
    const wet = this.#wetIn(cell)
    const known = this.#scaled.get(cellKey(cell))
    if (wet.length === 0 && !known) return this.#dry.cell(layer, cell, this.#tint)
    const scaled = known ?? this.#start(layer, cell)
    const side = tileSide >> cell.level
    for (const [key, tile] of wet) {
      if (scaled.drawn.get(key) === tile.version) continue
      scaled.drawn.set(key, tile.version)
      this.#put(this.#scratch, key, tile, wholeTile(key))
      const x = tileColumn(key) * side - cell.column * tileSide
      const y = tileRow(key) * side - cell.row * tileSide
      const { context } = scaled.sheet
      context.clearRect(x, y, side, side)
      context.drawImage(this.#scratch.canvas, x, y, side, side)
    }
    return scaled.sheet.canvas
  }

  #start(layer: Layer, cell: Cell): { sheet: Sheet; drawn: Map<number, number> } {
    const scaled = { sheet: newSheet(tileSide, tileSide), drawn: new Map<number, number>() }
    scaled.sheet.context.imageSmoothingQuality = 'medium'
    const dry = this.#dry.cell(layer, cell, this.#tint)
    if (dry) scaled.sheet.context.drawImage(dry, 0, 0)
    this.#scaled.set(cellKey(cell), scaled)
    return scaled
  }

  #wetIn({ level, column, row }: Cell): [number, Wet][] {
    return [...this.#tiles].filter(
      ([key]) => tileColumn(key) >> level === column && tileRow(key) >> level === row,
    )
  }
}

function wholeTile(key: number): Rectangle {
  return {
    x: tileColumn(key) * tileSide,
    y: tileRow(key) * tileSide,
    width: tileSide,
    height: tileSide,
  }
}
