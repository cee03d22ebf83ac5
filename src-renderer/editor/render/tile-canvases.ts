import { type Tile, tileSide } from '#shared/document/pixels.ts'

/** Tiles as bitmaps, ready to be drawn. A tile in a document never changes, so its bitmap stays right. */
export interface TileCanvases {
  /** Of an RGBA tile. */
  colour(tile: Tile): ImageBitmap
  /** Of a mask tile: `tint` where it covers, so translucent that the picture stays readable. */
  tinted(tile: Tile, tint: readonly [number, number, number]): ImageBitmap
}

/** At most this many are kept (256 KiB each); the longest unused go first. */
const limit = 1536

export function createTileCanvases(): TileCanvases {
  const kept = new Map<Tile, ImageBitmap>()
  const remember = (tile: Tile, make: () => ImageBitmap) => {
    const canvas = kept.get(tile) ?? make()
    kept.delete(tile)
    kept.set(tile, canvas)
    const oldest = kept.size > limit ? kept.keys().next().value : undefined
    if (oldest) kept.delete(oldest)
    return canvas
  }
  return {
    colour: (tile) => remember(tile, () => drawTile(tile)),
    tinted: (tile, tint) => remember(tile, () => drawTile(tintTile(tile, tint))),
  }
}

function drawTile(rgba: Tile): ImageBitmap {
  const canvas = new OffscreenCanvas(tileSide, tileSide)
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, tileSide, tileSide), 0, 0)
  return canvas.transferToImageBitmap()
}

function tintTile(mask: Tile, tint: readonly [number, number, number]): Tile {
  const rgba = new Uint8ClampedArray(mask.length * 4)
  tintRow(mask, tint, rgba, 0)
  return rgba
}

/** Writes mask bytes as translucent `tint` into `rgba`, from byte `at` on. */
export function tintRow(
  mask: Uint8ClampedArray,
  tint: readonly [number, number, number],
  rgba: Uint8ClampedArray,
  at: number,
): void {
  for (let i = 0; i < mask.length; i++) {
    rgba[at + i * 4] = tint[0]
    rgba[at + i * 4 + 1] = tint[1]
    rgba[at + i * 4 + 2] = tint[2]
    rgba[at + i * 4 + 3] = (mask[i] ?? 0) * 0.5
  }
}
