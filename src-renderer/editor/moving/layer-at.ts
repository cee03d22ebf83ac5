import { type CanvasDocument, type Layer, layersOf } from '#shared/document/canvas-document.ts'
import { isShown } from '#shared/document/layer-tree.ts'
import { readPixels } from '#shared/document/pixel-transfer.ts'
import type { Point } from '../camera.ts'

/** The topmost layer that is seen at a point: at least a tenth opaque there. */
export function layerAt(document: CanvasDocument, point: Point): Layer | null {
  const seen = (layer: Layer) => {
    const { pixels, x, y } = layer
    const pixel = { x: Math.floor(point.x) - x, y: Math.floor(point.y) - y, width: 1, height: 1 }
    return (readPixels(pixels, pixel).at(-1) ?? 0) > 25
  }
  return layersOf(document).findLast((layer) => isShown(document, layer) && seen(layer)) ?? null
}
