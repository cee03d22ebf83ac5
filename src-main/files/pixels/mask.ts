import type { MaskPicture, RgbPicture } from '#shared/entities/pixels.ts'
import type { RgbaPicture } from './rgba-picture.ts'

/**
 * A picture as a mask of width × height: its brightness (Rec. 709 weights) times its opacity, so that white paint on
 * nothing is a mask too; scaled by nearest neighbour, since a mask's edge is a decision and not a colour.
 */
export function maskOf(picture: RgbaPicture, width: number, height: number): MaskPicture {
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const fromY = Math.floor(((y + 0.5) * picture.height) / height)
    for (let x = 0; x < width; x++) {
      const fromX = Math.floor(((x + 0.5) * picture.width) / width)
      data[y * width + x] = brightness(picture.data, (fromY * picture.width + fromX) * 4)
    }
  }
  return { width, height, data }
}

function brightness(data: Uint8Array, at: number): number {
  const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4)
  return Math.round(((0.2126 * red + 0.7152 * green + 0.0722 * blue) * alpha) / 255)
}

/** True where something is made anew. */
export function isEmptyMask(mask: MaskPicture): boolean {
  return mask.data.every((value) => value <= 127)
}

/**
 * Puts what was made into the picture it was made for: where the mask is at most 127 the result has the bytes of
 * `init`, alpha included; elsewhere the new colours, opaque. All three have the same size.
 */
export function composite(init: RgbaPicture, made: RgbPicture, mask: MaskPicture): RgbaPicture {
  const data = Uint8Array.from(init.data)
  mask.data.forEach((value, pixel) => {
    if (value <= 127) return
    data.set(made.data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4)
    data[pixel * 4 + 3] = 255
  })
  return { width: init.width, height: init.height, data }
}
