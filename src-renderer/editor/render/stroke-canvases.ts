import type { Layer } from '#shared/document/canvas-document.ts'
import { type Tile, tileColumn, tileOverlap, tileRow, tileSide } from '#shared/document/pixels.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { tintTile } from './tile-canvases.ts'

/** The tiles of the stroke in hand as canvases; only what changed is copied into them. */
export class StrokeCanvases {
  readonly #canvases = new Map<number, OffscreenCanvas>()
  readonly #tint: readonly [number, number, number]

  constructor(tint: readonly [number, number, number]) {
    this.#tint = tint
  }

  get(key: number): OffscreenCanvas | undefined {
    return this.#canvases.get(key)
  }

  /** Takes over `dirty`, in the layer's own pixels. */
  refresh(layer: Layer, tiles: ReadonlyMap<number, Tile>, dirty: Rectangle): void {
    for (const [key, tile] of tiles) {
      const known = this.#canvases.get(key)
      const whole = {
        x: tileColumn(key) * tileSide,
        y: tileRow(key) * tileSide,
        width: tileSide,
        height: tileSide,
      }
      const part = known ? tileOverlap(key, dirty) : whole
      if (!part) continue
      const canvas = known ?? new OffscreenCanvas(tileSide, tileSide)
      this.#canvases.set(key, canvas)
      const rgba = layer.kind === 'mask' ? tintTile(tile, this.#tint) : tile
      const image = new ImageData(rgba, tileSide, tileSide)
      const [x, y] = [part.x - whole.x, part.y - whole.y]
      canvas.getContext('2d')?.putImageData(image, 0, 0, x, y, part.width, part.height)
    }
  }
}
