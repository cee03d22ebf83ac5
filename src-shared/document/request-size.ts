import { maxPictureSide } from '../entities/generation-request.ts'
import type { HiresPass } from '../entities/request-additions.ts'

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

/** The size that a model works at for a box, and how its picture comes to fill it. */
export interface Passes {
  readonly width: number
  readonly height: number
  readonly upscale: 1 | 2 | 4
  readonly hires: HiresPass | null
}

/** A box this many times the model's size is made in two passes: one enlargement would leave it without detail. */
const twoPassesFrom = 2.4

/**
 * How a box is made by a model of this native size. Much larger boxes take two passes; one that starts from a picture
 * has its composition already, and is made at twice the native size at once.
 */
export function passesFor(box: Size, nativeSize: number, fromPicture: boolean): Passes {
  const size = requestSizeFor(box, nativeSize)
  const wanted = Math.max(box.width / size.width, box.height / size.height)
  if (wanted <= twoPassesFrom) return { ...size, upscale: upscaleFor(box, size), hires: null }
  const large = requestSizeFor(box, 2 * nativeSize)
  if (fromPicture) return { ...large, upscale: upscaleFor(box, large), hires: null }
  const doubled = { width: size.width * 2, height: size.height * 2 }
  const hires = { scale: 2, strength: 0.5, steps: null, upscaler: 'model' } as const
  return { ...size, upscale: upscaleFor(box, doubled), hires }
}

function toSide(value: number): number {
  return Math.min(Math.max(Math.round(value / 16) * 16, 64), maxPictureSide)
}
