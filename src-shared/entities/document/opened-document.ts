import { z } from 'zod'
import { AppError } from '#shared/errors.ts'
import { StoredState } from './document-journal.ts'

export const DocumentId = z.string().regex(/^[\w-]{1,64}$/)

/** A document as the window gets it to work on; its tiles are fetched by their numbers. */
export const OpenedDocument = z.object({
  id: DocumentId,
  name: z.string(),
  /** The `.verso` file that it belongs to. */
  path: z.string().nullable(),
  state: StoredState,
  /** The first numbers that are free. */
  next: z.object({ tile: z.number().int(), step: z.number().int() }),
  /** What could not be read; everything else is there. */
  problems: z.array(AppError),
})
export type OpenedDocument = z.infer<typeof OpenedDocument>

/** A document in the library's list. */
export const DocumentCard = z.object({
  id: DocumentId,
  name: z.string(),
  path: z.string().nullable(),
  width: z.number().int(),
  height: z.number().int(),
  layers: z.number().int(),
  changedAt: z.string(),
  openedAt: z.string(),
  /** The one that is on the canvas. */
  current: z.boolean(),
})
export type DocumentCard = z.infer<typeof DocumentCard>
