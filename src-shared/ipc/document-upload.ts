import { z } from 'zod'
import { DocumentChange } from '../entities/document/document-journal.ts'
import { DocumentId } from '../entities/document/opened-document.ts'
import { AppError } from '../errors.ts'

/**
 * What the window hands over to be kept of its document, on a MessagePort of its own: tiles under their numbers with
 * the change that names them (or null while more tiles of it are to come), or a small PNG of the canvas for the list.
 */
export const DocumentUpload = z.discriminatedUnion('kind', [
  z.object({
    id: z.number().int(),
    kind: z.literal('change'),
    documentId: DocumentId,
    tiles: z.array(z.object({ number: z.number().int().min(1), bytes: z.instanceof(ArrayBuffer) })).max(256),
    change: DocumentChange.nullable(),
  }),
  z.object({
    id: z.number().int(),
    kind: z.literal('thumbnail'),
    documentId: DocumentId,
    bytes: z.instanceof(ArrayBuffer),
  }),
])
export type DocumentUpload = z.infer<typeof DocumentUpload>

/** What was sent is safe on the disk, or why it is not. */
export const DocumentUploadReply = z.object({
  id: z.number().int(),
  result: z.union([
    z.object({ ok: z.literal(true), value: z.null() }),
    z.object({ ok: z.literal(false), error: AppError }),
  ]),
})
export type DocumentUploadReply = z.infer<typeof DocumentUploadReply>
