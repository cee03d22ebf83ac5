import { z } from 'zod'
import { GenerationRecord } from './generation-record.ts'
import { Sha256 } from './hash.ts'

/**
 * A picture in the library. `sha256` names the file's bytes; `pixelsSha256` names its pixels (width, height and
 * RGBA rows), so the same request gives the same value although times differ in the record.
 */
export const Asset = z.object({
  sha256: Sha256,
  pixelsSha256: Sha256,
  width: z.number().int(),
  height: z.number().int(),
  mime: z.string(),
  bytes: z.number().int(),
  origin: z.enum(['generated', 'imported', 'canvas', 'mask']),
  createdAt: z.string(),
})
export type Asset = z.infer<typeof Asset>

/** A gallery entry: the picture, and its record when Verso made it. */
export const GalleryItem = z.object({ asset: Asset, record: GenerationRecord.nullable() })
export type GalleryItem = z.infer<typeof GalleryItem>
