import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import { readPixels } from '#shared/document/pixel-transfer.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { flattenMask, hasMask } from '../flatten.ts'

/**
 * What is to be made anew in `box`, one byte a pixel, 255 or 0: the masks, within the selection if they meet; without
 * masks the selection. Null when there is neither, or nothing of them lies in the box.
 */
export function maskIn(document: CanvasDocument, box: Rectangle): Uint8ClampedArray<ArrayBuffer> | null {
  const selected = selectionIn(document, box)
  const masked = hasMask(document, box) ? some(flattenMask(document, box)) : null
  if (!masked || !selected) return masked ?? selected
  return some(masked.map((value, at) => Math.min(value, selected[at] ?? 0))) ?? masked
}

function selectionIn({ selection }: CanvasDocument, box: Rectangle): Uint8ClampedArray<ArrayBuffer> | null {
  if (!selection) return null
  return some(readPixels(selection, box).map((value) => (value > 127 ? 255 : 0)))
}

function some(mask: Uint8ClampedArray<ArrayBuffer>): Uint8ClampedArray<ArrayBuffer> | null {
  return mask.includes(255) ? mask : null
}

/** The tight rectangle around what is on, in the coordinates of `box`'s document; null when nothing is. */
export function maskBounds(mask: Uint8ClampedArray, box: Rectangle): Rectangle | null {
  let [left, right, top, bottom] = [box.width, -1, -1, -1]
  for (let y = 0; y < box.height; y++) {
    const row = mask.subarray(y * box.width, (y + 1) * box.width)
    const first = row.indexOf(255)
    if (first < 0) continue
    if (top < 0) top = y
    bottom = y
    left = Math.min(left, first)
    right = Math.max(right, row.lastIndexOf(255))
  }
  if (top < 0) return null
  return { x: box.x + left, y: box.y + top, width: right - left + 1, height: bottom - top + 1 }
}

/** The part of a mask of `box` that lies in `part`. */
export function cropMask(
  mask: Uint8ClampedArray<ArrayBuffer>,
  box: Rectangle,
  part: Rectangle,
): Uint8ClampedArray<ArrayBuffer> {
  if (part === box) return mask
  const out = new Uint8ClampedArray(part.width * part.height)
  for (let y = 0; y < part.height; y++) {
    const from = (y + part.y - box.y) * box.width + part.x - box.x
    out.set(mask.subarray(from, from + part.width), y * part.width)
  }
  return out
}
