import { StudioDocument } from '#shared/entities/studio-document.ts'
import type { ReadableDb } from '../handles.ts'

/**
 * Documents that an earlier Verso kept in the database, the one saved last first; those that this version can't read
 * stay where they are. Today's documents are folders: see `services/documents`.
 */
export function legacyDocuments(db: ReadableDb): StudioDocument[] {
  const rows = db.all<{ content: string }>('SELECT content FROM documents ORDER BY saved_at DESC')
  return rows.flatMap(({ content }) => StudioDocument.safeParse(parse(content)).data ?? [])
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return null
  }
}
