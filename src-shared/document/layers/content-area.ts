import type { Rectangle } from '#shared/entities/studio-document.ts'
import { reachOf } from '../adjust/index.ts'
import { type CanvasDocument, type Layer, layersOf } from '../canvas-document.ts'
import { contentBounds } from '../pixel-transfer.ts'

/** The tight rectangle around all that has pixels, in document pixels, and what a blur may add; null when empty. */
export function areaOf(document: CanvasDocument): Rectangle | null {
  const layers = layersOf(document)
  const reach = layers.reduce((sum, { adjustment }) => sum + (adjustment ? reachOf(adjustment) : 0), 0)
  const boxes = layers.flatMap((layer) => layerArea(layer) ?? [])
  if (boxes.length === 0) return null
  const left = Math.min(...boxes.map(({ x }) => x)) - reach
  const top = Math.min(...boxes.map(({ y }) => y)) - reach
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + reach
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + reach
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** The tight rectangle around a layer's content, in document pixels. */
function layerArea(layer: Layer): Rectangle | null {
  const bounds = contentBounds(layer.pixels)
  return bounds && { ...bounds, x: bounds.x + layer.x, y: bounds.y + layer.y }
}
