import type { Layer } from '#shared/document/canvas-document.ts'
import { type Tile, tileKey, tileSide } from '#shared/document/pixels.ts'

/** Samples along each side of one pixel of the small picture. */
const fineness = 3

/**
 * The page as this layer shows it, side × side straight-alpha RGBA; each pixel is the mean of nine spread over what it
 * stands for. A mask is white where it covers.
 */
export function sampleLayer(
  layer: Layer,
  page: { width: number; height: number },
  side: number,
): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(side * side * 4)
  if (layer.pixels.tiles.size === 0) return out
  const scale = Math.max(page.width, page.height) / side
  const left = (page.width - side * scale) / 2 - layer.x
  const top = (page.height - side * scale) / 2 - layer.y
  const step = scale / fineness
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const x = left + column * scale + step / 2
      const y = top + row * scale + step / 2
      out.set(meanAt(layer, x, y, step), (row * side + column) * 4)
    }
  }
  return out
}

function meanAt({ pixels }: Layer, left: number, top: number, step: number): number[] {
  const sum = [0, 0, 0, 0] as [number, number, number, number]
  for (let i = 0; i < fineness * fineness; i++) {
    const x = Math.floor(left + (i % fineness) * step)
    const y = Math.floor(top + Math.floor(i / fineness) * step)
    const [tx, ty] = [Math.floor(x / tileSide), Math.floor(y / tileSide)]
    const tile = pixels.tiles.get(tileKey(tx, ty))
    if (tile) addPixel(sum, tile, (y - ty * tileSide) * tileSide + x - tx * tileSide, pixels.channels)
  }
  const alpha = sum[3]
  if (alpha === 0) return [0, 0, 0, 0]
  return [sum[0] / alpha, sum[1] / alpha, sum[2] / alpha, alpha / (fineness * fineness)]
}

/** Adds colours weighted by alpha, and alpha. */
function addPixel(sum: [number, number, number, number], tile: Tile, at: number, channels: 1 | 4): void {
  const alpha = tile[at * channels + channels - 1] ?? 0
  for (let i = 0; i < 3; i++)
    sum[i] = (sum[i] ?? 0) + alpha * (channels === 4 ? (tile[at * 4 + i] ?? 0) : 255)
  sum[3] += alpha
}
