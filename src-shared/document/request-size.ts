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

/** How many times a picture of this size must be enlarged so that it isn't blurred when it fills the box. */
export function upscaleFor(box: Size, picture: Size): 1 | 2 | 4 {
  const wanted = Math.max(box.width / picture.width, box.height / picture.height)
  // A little too small is hardly seen; enlarging four times costs four times as long as twice.
  if (wanted <= 1.2) return 1
  return wanted <= 2.4 ? 2 : 4
}

function toSide(value: number): number {
  return Math.min(Math.max(Math.round(value / 16) * 16, 64), maxPictureSide)
}
