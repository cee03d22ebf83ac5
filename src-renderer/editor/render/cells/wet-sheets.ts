import type { Layer } from '#shared/document/canvas-document.ts'
import { type Tile, tileColumn, tileKey, tileOverlap, tileRow, tileSide } from '#shared/document/pixels.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Sheet, newSheet } from './canvases.ts'
import type { LayerSheets } from './layer-sheets.ts'
import { type Cell, cellKey } from './level.ts'
import { type Tint, tinted } from '../tints.ts'

interface Wet {
  readonly sheet: Sheet
  version: number
}

/** The layer that is being painted on: its own sheets with the wet tiles in place; only what changed is copied. */
export class WetSheets {
  readonly layerId: string
  readonly #dry: LayerSheets
  readonly #tint: Tint | null
  readonly #tiles = new Map<number, Wet>()
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
      const part = known ? tileOverlap(key, changed) : wholeTile(key)
      if (!part) continue
      const wet = known ?? { sheet: newSheet(tileSide, tileSide), version: 0 }
      wet.version++
      this.#tiles.set(key, wet)
      const rgba = this.#tint ? tinted(tile, this.#tint) : tile
      const [x, y] = [part.x - tileColumn(key) * tileSide, part.y - tileRow(key) * tileSide]
      const image = new ImageData(rgba, tileSide, tileSide)
      wet.sheet.context.putImageData(image, 0, 0, x, y, part.width, part.height)
    }
  }

  cell(layer: Layer, cell: Cell): CanvasImageSource | null {
    if (cell.level > 0) return this.#scaledCell(layer, cell)
    const wet = this.#tiles.get(tileKey(cell.column, cell.row))
    return wet ? wet.sheet.canvas : this.#dry.cell(layer, cell, this.#tint)
  }

  #scaledCell(layer: Layer, cell: Cell): CanvasImageSource | null {
    const wet = this.#wetIn(cell)
    const known = this.#scaled.get(cellKey(cell))
    if (wet.length === 0 && !known) return this.#dry.cell(layer, cell, this.#tint)
    const scaled = known ?? this.#start(layer, cell)
    const side = tileSide >> cell.level
    for (const [key, { sheet, version }] of wet) {
      if (scaled.drawn.get(key) === version) continue
      scaled.drawn.set(key, version)
      const x = tileColumn(key) * side - cell.column * tileSide
      const y = tileRow(key) * side - cell.row * tileSide
      const { context } = scaled.sheet
      context.clearRect(x, y, side, side)
      context.drawImage(sheet.canvas, x, y, side, side)
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
