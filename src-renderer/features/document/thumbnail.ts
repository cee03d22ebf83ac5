import type { CanvasDocument, Layer } from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { type Pixels, tileKey, tileSide } from '#shared/document/pixels.ts'

const longestSide = 256

/** A small PNG of the document, transparent where nothing is. */
export async function documentThumbnail(document: CanvasDocument): Promise<ArrayBuffer> {
  const scale = Math.min(1, longestSide / Math.max(document.width, document.height))
  const width = Math.max(1, Math.round(document.width * scale))
  const height = Math.max(1, Math.round(document.height * scale))
  const layers = Object.values(document.layers).map((layer) => [
    layer.id,
    shrink(layer, width, height, scale),
  ])
  const small = { ...document, width, height, layers: Object.fromEntries(layers) as Record<string, Layer> }
  const bytes = compositeArea(small, { x: 0, y: 0, width, height })
  const canvas = new OffscreenCanvas(width, height)
  canvas.getContext('2d')?.putImageData(new ImageData(bytes, width, height), 0, 0)
  return (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer()
}

/** Takes the pixel in the middle of what becomes one: quick, and good enough for a list. */
function shrink(layer: Layer, width: number, height: number, scale: number): Layer {
  const { pixels } = layer
  if (pixels.tiles.size === 0) return { ...layer, x: 0, y: 0 }
  const { channels } = pixels
  const block = new Uint8ClampedArray(width * height * channels)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const column = Math.floor((x + 0.5) / scale - layer.x)
      const row = Math.floor((y + 0.5) / scale - layer.y)
      copyPixel(pixels, column, row, block, (y * width + x) * channels)
    }
  }
  return { ...layer, x: 0, y: 0, pixels: pixelsFrom(block, { x: 0, y: 0, width, height }, channels) }
}

function copyPixel(pixels: Pixels, x: number, y: number, into: Uint8ClampedArray, at: number): void {
  const [tx, ty] = [Math.floor(x / tileSide), Math.floor(y / tileSide)]
  const tile = pixels.tiles.get(tileKey(tx, ty))
  if (!tile) return
  const from = ((y - ty * tileSide) * tileSide + x - tx * tileSide) * pixels.channels
  for (let i = 0; i < pixels.channels; i++) into[at + i] = tile[from + i] ?? 0
}
