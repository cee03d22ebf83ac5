import type { RgbPicture } from '#engine/engine.ts'
import type { ImageCodec } from '#files/codecs/codec.ts'
import { withAlpha } from '#files/pixels/rgba-picture.ts'
import type { PictureFile } from './studio.ts'

/** The newest preview of the job in hand, in memory only; encoded when somebody looks. */
export interface Previews {
  put(jobId: string, picture: RgbPicture): void
  png(jobId: string): Promise<PictureFile | null>
}

export function createPreviews(codec: ImageCodec): Previews {
  let newest: { jobId: string; picture: RgbPicture } | null = null
  return {
    put: (jobId, picture) => {
      newest = { jobId, picture }
    },
    png: async (jobId) => {
      if (newest?.jobId !== jobId) return null
      return { mime: 'image/png', bytes: await codec.encodePng(withAlpha(newest.picture)) }
    },
  }
}
