import { createHash } from 'node:crypto'
import type { RgbPicture } from '#shared/entities/pixels.ts'

/** 4 bytes a pixel, straight alpha, sRGB, rows from the top. */
export interface RgbaPicture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export function isOpaque(picture: RgbaPicture): boolean {
  for (let at = 3; at < picture.data.length; at += 4) if (picture.data[at] !== 255) return false
  return true
}

/** The colours alone, 3 bytes a pixel. */
export function rgbOf(picture: RgbaPicture): Uint8Array {
  const rgb = new Uint8Array(picture.width * picture.height * 3)
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    rgb[to] = picture.data[from] ?? 0
    rgb[to + 1] = picture.data[from + 1] ?? 0
    rgb[to + 2] = picture.data[from + 2] ?? 0
  }
  return rgb
}

export function withAlpha(picture: RgbPicture): RgbaPicture {
  const { width, height } = picture
  const data = new Uint8Array(width * height * 4)
  for (let from = 0, to = 0; to < data.length; from += 3, to += 4) {
    data[to] = picture.data[from] ?? 0
    data[to + 1] = picture.data[from + 1] ?? 0
    data[to + 2] = picture.data[from + 2] ?? 0
    data[to + 3] = 255
  }
  return { width, height, data }
}

/** A picture's transparency with other colours of the same size. */
export function withColours(picture: RgbaPicture, colours: RgbPicture): RgbaPicture {
  const data = withAlpha(colours).data
  for (let at = 3; at < data.length; at += 4) data[at] = picture.data[at] ?? 255
  return { width: picture.width, height: picture.height, data }
}

/** What the model sees of a picture with transparency: the picture on white paper. */
export function flattenOnWhite(picture: RgbaPicture): RgbPicture {
  const { width, height } = picture
  const data = new Uint8Array(width * height * 3)
  for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
    const alpha = picture.data[from + 3] ?? 0
    for (let channel = 0; channel < 3; channel++) {
      const value = picture.data[from + channel] ?? 0
      data[to + channel] = Math.round((value * alpha + 255 * (255 - alpha)) / 255)
    }
  }
  return { width, height, data }
}

/**
 * Names the pixels: SHA-256 over width and height (32 bits each, little-endian) and the RGBA rows. Two files with
 * the same picture and other metadata have the same value.
 */
export function hashPixels(picture: RgbaPicture): string {
  const size = new DataView(new ArrayBuffer(8))
  size.setUint32(0, picture.width, true)
  size.setUint32(4, picture.height, true)
  return createHash('sha256').update(new Uint8Array(size.buffer)).update(picture.data).digest('hex')
}
