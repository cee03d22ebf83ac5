import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'

/** What was compared, byte for byte, and how much of it changed. */
export interface OutsideCheck {
  readonly pixels: number
  readonly changed: number
}

/** Pixels around the candidate that are compared too. */
const around = 32

/**
 * Compares the picture that all layers make before and after a candidate was laid over it, wherever its mask (of
 * `bounds`, > 127 is made anew) does not cover, and around it. Both documents have the same page.
 */
export function checkOutside(
  before: CanvasDocument,
  after: CanvasDocument,
  bounds: Rectangle,
  mask: Uint8ClampedArray,
): OutsideCheck {
  const area = grownOnPage(bounds, after)
  const [was, is] = [words(compositeArea(before, area)), words(compositeArea(after, area))]
  let [pixels, changed] = [0, 0]
  for (let at = 0; at < was.length; at++) {
    const x = (at % area.width) + area.x - bounds.x
    const y = Math.floor(at / area.width) + area.y - bounds.y
    const within = x >= 0 && y >= 0 && x < bounds.width && y < bounds.height
    if (within && (mask[y * bounds.width + x] ?? 0) > 127) continue
    pixels++
    if (was[at] !== is[at]) changed++
  }
  return { pixels, changed }
}

function words(bytes: Uint8ClampedArray<ArrayBuffer>): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
}

function grownOnPage({ x, y, width, height }: Rectangle, page: CanvasDocument): Rectangle {
  const [left, top] = [Math.max(0, x - around), Math.max(0, y - around)]
  const right = Math.min(page.width, x + width + around)
  const bottom = Math.min(page.height, y + height + around)
  return { x: left, y: top, width: right - left, height: bottom - top }
}
