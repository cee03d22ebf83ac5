import { sha256Of } from '#files/blob-store.ts'
import type { ImageCodec } from '#files/codecs/codec.ts'
import type { RgbaPicture } from '#files/pixels/rgba-picture.ts'

/** A picture file that was read and found sound, as the library keeps it. */
export interface TakenPicture {
  /** The file's own bytes, or a PNG of a TIFF, which the window can't show. */
  readonly bytes: Uint8Array
  readonly mime: string
  readonly sha256: string
  readonly pixels: RgbaPicture
}

/** Checks and decodes a picture that comes from outside; `name` is what errors call it. */
export async function takePicture(codec: ImageCodec, bytes: Uint8Array, name: string): Promise<TakenPicture> {
  const { mime } = await codec.probe(bytes, name)
  const pixels = await codec.decode(bytes, name)
  if (mime !== 'image/tiff') return { bytes, mime, sha256: sha256Of(bytes), pixels }
  const png = await codec.encodePng(pixels)
  return { bytes: png, mime: 'image/png', sha256: sha256Of(png), pixels }
}
