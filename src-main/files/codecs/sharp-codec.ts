import sharp, { type Sharp } from 'sharp'
import { VersoError } from '#shared/errors.ts'
import { sniffPicture, type PictureMime } from '../formats.ts'
import { isOpaque, rgbOf, type RgbaPicture } from '../pixels/rgba-picture.ts'
import type { ImageCodec, PictureInfo } from './codec.ts'
import { checkFileSize, checkSize, maxPixels } from './limits.ts'

/** The only place that knows sharp. Damage is an error; what a decoder merely warns of is not. */
export const sharpCodec: ImageCodec = {
  probe,
  decode: async (bytes, name) => {
    await probe(bytes, name)
    return reading(name, async () => {
      const pipeline = open(bytes).autoOrient().toColourspace('srgb').ensureAlpha()
      return rawPixels(pipeline)
    })
  },
  resize: (picture, width, height) => {
    if (picture.width === width && picture.height === height) return Promise.resolve(picture)
    return rawPixels(fromPixels(picture).resize(width, height, { fit: 'fill', kernel: 'lanczos3' }))
  },
  encodePng: async (picture) => {
    const { width, height } = picture
    const pixels = isOpaque(picture)
      ? sharp(rgbOf(picture), { raw: { width, height, channels: 3 } })
      : fromPixels(picture)
    return pixels.png({ compressionLevel: 6, adaptiveFiltering: true }).toBuffer()
  },
  thumbnail: (bytes, side) =>
    reading('The picture', () =>
      open(bytes)
        .autoOrient()
        .toColourspace('srgb')
        .resize(side, side, { fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 82, effort: 2 })
        .toBuffer(),
    ),
}

function open(bytes: Uint8Array): Sharp {
  return sharp(bytes, { failOn: 'error', limitInputPixels: maxPixels, pages: 1 })
}

function fromPixels(picture: RgbaPicture): Sharp {
  const { width, height, data } = picture
  return sharp(data, { raw: { width, height, channels: 4 } })
}

async function rawPixels(pipeline: Sharp): Promise<RgbaPicture> {
  const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  if (Number(info.channels) !== 4) throw new Error(`The decoder gave ${info.channels} channels instead of 4.`)
  return { width: info.width, height: info.height, data: new Uint8Array(data) }
}

async function probe(bytes: Uint8Array, name: string): Promise<PictureInfo> {
  checkFileSize(bytes.byteLength, name)
  const mime = sniffPicture(bytes)
  if (mime === null) throw unreadable(name, 'it is no PNG, JPEG, WebP, AVIF, GIF or TIFF file')
  const size = await reading(name, async () => {
    const { width, height, autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata()
    return { width: autoOrient?.width ?? width, height: autoOrient?.height ?? height }
  })
  checkSize(size.width, size.height, name)
  return { mime: mime satisfies PictureMime, ...size }
}

async function reading<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw unreadable(
      name,
      error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
      error,
    )
  }
}

function unreadable(name: string, reason: string, cause?: unknown): VersoError {
  return new VersoError(
    'picture-unreadable',
    `${name} can't be read as a picture: ${reason}. Open it in another program, save it as PNG, and try again.`,
    { subject: name, cause },
  )
}
