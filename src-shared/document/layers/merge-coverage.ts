import type { CanvasDocument, Layer } from '../canvas-document.ts'
import { pixelsFrom, readPixels } from '../pixel-transfer.ts'
import { emptyPixels } from '../pixels.ts'
import { areaOf } from './content-area.ts'

/** Place and pixels of a mask that covers wherever one of these does, as much as the one that covers most. */
export function mergeCoverage(
  document: CanvasDocument,
  ids: readonly string[],
): Pick<Layer, 'x' | 'y' | 'pixels'> {
  const area = areaOf({ ...document, order: ids })
  if (!area) return { x: 0, y: 0, pixels: emptyPixels(1) }
  const union = new Uint8ClampedArray(area.width * area.height)
  for (const id of ids) {
    const layer = document.layers[id]
    if (!layer) continue
    const block = readPixels(layer.pixels, { ...area, x: area.x - layer.x, y: area.y - layer.y })
    for (let i = 0; i < union.length; i++) union[i] = Math.max(union[i] ?? 0, block[i] ?? 0)
  }
  const own = { x: 0, y: 0, width: area.width, height: area.height }
  return { x: area.x, y: area.y, pixels: pixelsFrom(union, own, 1) }
}
