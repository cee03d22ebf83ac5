import { type CanvasDocument, type Layer, channelsOf } from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { type Pixels, type Tile, tileColumn, tileKey, tileRow, tileSide } from '#shared/document/pixels.ts'
import type { Point } from '#editor/camera.ts'

/** A tile of the source, by its key; undefined where nothing is. */
export type SourceTile = (key: number) => Tile | undefined

/** The layer's own pixels as they are now. */
export function layerSource({ tiles }: Pixels): SourceTile {
  return (key) => tiles.get(key)
}

/** The whole picture as it is now; each tile is put together when it is first asked for. */
export function pictureSource(document: CanvasDocument): SourceTile {
  const known = new Map<number, Tile>()
  return (key) => {
    const place = {
      x: tileColumn(key) * tileSide,
      y: tileRow(key) * tileSide,
      width: tileSide,
      height: tileSide,
    }
    const tile = known.get(key) ?? compositeArea(document, place)
    known.set(key, tile)
    return tile
  }
}

/** Rows of the source, moved by whole pixels: what is at (x, y) comes from (x, y) + `shift`. */
export function sourceRows(source: SourceTile, shift: Point, channels: 1 | 4) {
  return (x: number, y: number, count: number, out: Uint8ClampedArray): void => {
    const [from, row] = [x + shift.x, y + shift.y]
    const ty = Math.floor(row / tileSide)
    for (let done = 0; done < count;) {
      const tx = Math.floor((from + done) / tileSide)
      const column = from + done - tx * tileSide
      const length = Math.min(count - done, tileSide - column)
      const tile = source(tileKey(tx, ty))
      const start = ((row - ty * tileSide) * tileSide + column) * channels
      if (tile) out.set(tile.subarray(start, start + length * channels), done * channels)
      else out.fill(0, done * channels, (done + length) * channels)
      done += length
    }
  }
}

/** Where the stroke takes its pixels from: those of the layer, or of the whole picture where it has colours. */
export function sourceFor(document: CanvasDocument, layer: Layer, all: boolean, shift: Point) {
  const channels = channelsOf(layer.kind)
  if (!all || channels === 1) return sourceRows(layerSource(layer.pixels), shift, channels)
  return sourceRows(pictureSource(document), { x: shift.x + layer.x, y: shift.y + layer.y }, 4)
}
