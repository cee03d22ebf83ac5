import type { Layer } from '#shared/document/canvas-document.ts'
import { tileKey, tileSide } from '#shared/document/pixels.ts'

/** The page as this layer shows it, side × side RGBA, by the nearest pixel; a mask as white on clear. */
export function sampleLayer(
  layer: Layer,
  page: { width: number; height: number },
  side: number,
): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(side * side * 4)
  const scale = Math.max(page.width, page.height) / side
  const left = (page.width - side * scale) / 2
  const top = (page.height - side * scale) / 2
  const { channels, tiles } = layer.pixels
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const x = Math.floor(left + (column + 0.5) * scale) - layer.x
      const y = Math.floor(top + (row + 0.5) * scale) - layer.y
      const tx = Math.floor(x / tileSide)
      const ty = Math.floor(y / tileSide)
      const tile = tiles.get(tileKey(tx, ty))
      if (!tile) continue
      const from = ((y - ty * tileSide) * tileSide + x - tx * tileSide) * channels
      const to = (row * side + column) * 4
      if (channels === 4) out.set(tile.subarray(from, from + 4), to)
      else out.set([255, 255, 255, tile[from] ?? 0], to)
    }
  }
  return out
}
