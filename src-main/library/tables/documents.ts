import { StudioDocument } from '#shared/entities/studio-document.ts'
import type { ReadableDb, WritableDb } from '../handles.ts'

/** The document saved last that this version can read, or null; one that it can't stays where it is. */
export function latestDocument(db: ReadableDb): StudioDocument | null {
  const rows = db.all<{ content: string }>('SELECT content FROM documents ORDER BY saved_at DESC LIMIT 10')
  for (const row of rows) {
    const parsed = StudioDocument.safeParse(JSON.parse(row.content))
    if (parsed.success) return parsed.data
  }
  return null
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
