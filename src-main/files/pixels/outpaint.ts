import { preFill } from '#shared/document/fill/pre-fill.ts'
import type { RgbaPicture } from './rgba-picture.ts'

/** Pixels to add on each side. */
export interface Margins {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** How far into the known picture what is made anew reaches, so that no seam is left. */
const overlap = 8

/**
 * A picture with room around it, and the mask of that room: the new part goes on with the colours of the nearest edge,
 * which gives the model something to start from. Right and bottom grow until both sides are multiples of 8.
 */
export function outpaintSources(
  picture: RgbaPicture,
  margins: Margins,
): { readonly picture: RgbaPicture; readonly mask: RgbaPicture } {
  const width = toEight(picture.width + margins.left + margins.right)
  const height = toEight(picture.height + margins.top + margins.bottom)
  const data = new Uint8Array(width * height * 4)
  const mask = new Uint8Array(width * height * 4)
  const unknown = new Uint8Array(width * height).fill(255)
  const right = width - picture.width - margins.left
  const bottom = height - picture.height - margins.top
  for (let y = 0; y < height; y++) {
    const row = y - margins.top
    if (row >= 0 && row < picture.height) {
      const to = y * width + margins.left
      const from = row * picture.width
      data.set(picture.data.subarray(from * 4, (from + picture.width) * 4), to * 4)
      unknown.fill(0, to, to + picture.width)
    }
    for (let x = 0; x < width; x++) {
      const isKnown =
        isInside(x - margins.left, picture.width, margins.left, right) &&
        isInside(row, picture.height, margins.top, bottom)
      mask.fill(isKnown ? 0 : 255, (y * width + x) * 4, (y * width + x) * 4 + 3)
      mask[(y * width + x) * 4 + 3] = 255
    }
  }
  preFill({ width, height, data }, unknown, 'edge')
  return { picture: { width, height, data }, mask: { width, height, data: mask } }
}

/** Inside the known picture, and away from those of its edges that something is added to. */
function isInside(place: number, length: number, before: number, after: number): boolean {
  return place >= (before > 0 ? overlap : 0) && place < length - (after > 0 ? overlap : 0)
}

function toEight(side: number): number {
  return Math.ceil(side / 8) * 8
}
