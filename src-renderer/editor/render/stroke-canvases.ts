import { type Layer, channelsOf } from '#shared/document/canvas-document.ts'
import { type Tile, tileColumn, tileOverlap, tileRow, tileSide } from '#shared/document/pixels.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { tintRow } from './tile-canvases.ts'

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

  /** Takes over `changed`, in the layer's own pixels. */
  refresh(layer: Layer, tiles: ReadonlyMap<number, Tile>, changed: Rectangle): void {
    for (const [key, tile] of tiles) {
      const whole = {
        x: tileColumn(key) * tileSide,
        y: tileRow(key) * tileSide,
        width: tileSide,
        height: tileSide,
      }
      const known = this.#canvases.get(key)
      const part = known ? tileOverlap(key, changed) : whole
      if (!part) continue
      const canvas = known ?? new OffscreenCanvas(tileSide, tileSide)
      this.#canvases.set(key, canvas)
      const place = { ...part, x: part.x - whole.x, y: part.y - whole.y }
      if (channelsOf(layer.kind) === 1) putMask(canvas, tile, place, this.#tint)
      else putColour(canvas, tile, place)
    }
  }
}

function putColour(canvas: OffscreenCanvas, tile: Tile, { x, y, width, height }: Rectangle): void {
  canvas.getContext('2d')?.putImageData(new ImageData(tile, tileSide, tileSide), 0, 0, x, y, width, height)
}

function putMask(
  canvas: OffscreenCanvas,
  tile: Tile,
  { x, y, width, height }: Rectangle,
  tint: readonly [number, number, number],
): void {
  const rgba = new Uint8ClampedArray(width * height * 4)
  for (let row = 0; row < height; row++) {
    const from = (y + row) * tileSide + x
    tintRow(tile.subarray(from, from + width), tint, rgba, row * width * 4)
  }
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, width, height), x, y)
}
