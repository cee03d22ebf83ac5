import { z } from 'zod'
import { Asset } from '../entities/asset.ts'
import { AppError } from '../errors.ts'
import type { Result } from '../result.ts'

/**
 * Canvas pixels on their way into the library. They ride on a MessagePort as a transferred buffer, never on a
 * request: `rgba` is width × height × 4 bytes, straight alpha, sRGB, rows from the top. `encoded` holds a picture
 * file's bytes instead (pasted from the clipboard).
 */
export const PixelUpload = z.discriminatedUnion('kind', [
  z.object({
    id: z.number().int(),
    kind: z.literal('rgba'),
    origin: z.enum(['canvas', 'mask']),
    width: z.number().int().min(1).max(32_768),
    height: z.number().int().min(1).max(32_768),
    bytes: z.instanceof(ArrayBuffer),
  }),
  /** As `rgba`, for live mode: held in memory for a few frames, and never in the library. */
  z.object({
    id: z.number().int(),
    kind: z.literal('live'),
    origin: z.enum(['canvas', 'mask']),
    width: z.number().int().min(1).max(32_768),
    height: z.number().int().min(1).max(32_768),
    bytes: z.instanceof(ArrayBuffer),
  }),
  z.object({
    id: z.number().int(),
    kind: z.literal('encoded'),
    origin: z.literal('imported'),
    bytes: z.instanceof(ArrayBuffer),
  }),
])
export type PixelUpload = z.infer<typeof PixelUpload>

/** A file that the window made: the main process asks the artist where it goes. Its bytes ride on the same port. */
export const FileSave = z.object({
  id: z.number().int(),
  kind: z.literal('file'),
  name: z.string().min(1).max(200),
  bytes: z.instanceof(ArrayBuffer),
})
export type FileSave = z.infer<typeof FileSave>

/** Where a file was saved; null when the artist closed the dialog. */
export const SavedFile = z.object({ path: z.string() }).nullable()
export type SavedFile = z.infer<typeof SavedFile>

export const PixelUploadReply = z.object({
  id: z.number().int(),
  result: z.union([
    z.object({ ok: z.literal(true), value: Asset }),
    z.object({ ok: z.literal(false), error: AppError }),
  ]),
})
export type PixelUploadReply = z.infer<typeof PixelUploadReply>

export interface FileSaveReply {
  readonly id: number
  readonly result: Result<SavedFile>
}
