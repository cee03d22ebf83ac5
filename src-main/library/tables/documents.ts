import { StudioDocument } from '#shared/entities/studio-document.ts'
import type { ReadableDb, WritableDb } from '../handles.ts'

/** The document saved last, or null before the first. */
export function latestDocument(db: ReadableDb): StudioDocument | null {
  const row = db.get<{ content: string }>('SELECT content FROM documents ORDER BY saved_at DESC LIMIT 1')
  return row === undefined ? null : StudioDocument.parse(JSON.parse(row.content))
}

export function putDocument(db: WritableDb, document: StudioDocument, savedAt: string): void {
  db.run(
    `INSERT INTO documents (id, content, saved_at) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at`,
    document.id,
    JSON.stringify(document),
    savedAt,
  )
}
