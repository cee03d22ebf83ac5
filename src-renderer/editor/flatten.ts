import { type CanvasDocument, type Layer, layersOf } from '#shared/document/canvas-document.ts'
import { blendRow } from '#shared/document/blend/blend-row.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { isShown } from '#shared/document/layer-tree.ts'
import { isEmptyIn, readPixels } from '#shared/document/pixel-transfer.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { intersection, translate } from './pixels/rectangles.ts'

/** True when a visible raster layer has something in the box. */
export function hasPicture(document: CanvasDocument, box: Rectangle): boolean {
  return shownIn(document, box, 'raster').length > 0
}

/** True when a visible mask marks at least one pixel of the box. */
export function hasMask(document: CanvasDocument, box: Rectangle): boolean {
  return shownIn(document, box, 'mask').length > 0
}

/**
 * The picture in `box` as width × height × 4 bytes, opaque, over white: exactly `compositeArea`, so blend modes,
 * groups and adjustments count. Where it is fully opaque its bytes come through unchanged.
 */
export function flattenBox(document: CanvasDocument, box: Rectangle): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(box.width * box.height * 4).fill(255)
  const picture = { bytes: compositeArea(document, box), at: 0 }
  blendRow({ bytes: out, at: 0 }, picture, out.length / 4, 'normal', 1)
  return out
}

/** All visible masks in `box`, one byte a pixel: 255 is made anew, 0 stays; nothing lies between. */
export function flattenMask(document: CanvasDocument, box: Rectangle): Uint8ClampedArray<ArrayBuffer> {
  const out = new Uint8ClampedArray(box.width * box.height)
  for (const layer of shownIn(document, box, 'mask')) {
    const block = readPixels(layer.pixels, translate(box, -layer.x, -layer.y))
    for (let at = 0; at < out.length; at++) if ((block[at] ?? 0) > 127) out[at] = 255
  }
  return out
}

function shownIn(document: CanvasDocument, box: Rectangle, kind: Layer['kind']): Layer[] {
  const page = { x: 0, y: 0, width: document.width, height: document.height }
  const seen = intersection(box, page)
  if (!seen) return []
  return layersOf(document).filter(
    (layer) =>
      layer.kind === kind &&
      isShown(document, layer) &&
      layer.opacity > 0 &&
      !isEmptyIn(layer.pixels, translate(seen, -layer.x, -layer.y)),
  )
}
