import type { PictureMime } from '../formats.ts'
import type { RgbaPicture } from '../pixels/rgba-picture.ts'

export interface PictureInfo {
  readonly mime: PictureMime
  /** As shown, after the orientation written by cameras is applied. */
  readonly width: number
  readonly height: number
}

/**
 * Reads and writes picture files. `name` is what an error calls the picture. Reading throws `picture-unreadable` and
 * `picture-too-large`; sizes are checked before anything is decoded.
 */
export interface ImageCodec {
  probe(bytes: Uint8Array, name: string): Promise<PictureInfo>
  /** 8-bit sRGB with straight alpha, orientation applied, first frame of an animation. */
  decode(bytes: Uint8Array, name: string): Promise<RgbaPicture>
  /** Lanczos, three lobes. */
  resize(picture: RgbaPicture, width: number, height: number): Promise<RgbaPicture>
  /** Without an alpha channel where every pixel is opaque. The same pixels give the same bytes. */
  encodePng(picture: RgbaPicture): Promise<Uint8Array>
  /** WebP that fits into `side` × `side`; smaller pictures keep their size. */
  thumbnail(bytes: Uint8Array, side: number): Promise<Uint8Array>
}
