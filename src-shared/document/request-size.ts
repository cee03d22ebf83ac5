import { maxPictureSide } from '../entities/generation-request.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * Size in pixels that the model should make for a box: the box's proportions at the model's native area, rounded
 * to multiples of 16. A native 256 gives 256 × 256 for a 512 × 512 box, 320 × 208 for 768 × 512.
 */
export function requestSizeFor(box: Size, nativeSize: number): Size {
  const scale = nativeSize / Math.sqrt(box.width * box.height)
  return { width: toSide(box.width * scale), height: toSide(box.height * scale) }
}

function toSide(value: number): number {
  return Math.min(Math.max(Math.round(value / 16) * 16, 64), maxPictureSide)
}
