import Database from 'better-sqlite3'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/list.ts'

/** The schema that all migrations together make, as SQLite itself writes it; `schema.sql` holds this text. */
export function schemaText(): string {
  const connection = new Database(':memory:')
  try {
    migrate(connection, migrations)
    const rows = connection
      .prepare(
        `SELECT sql FROM sqlite_schema
         WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'prompt_search_%'
         ORDER BY rowid`,
      )
      .pluck()
      .all()
    const header = `-- Written by \`node src-main/library/write-schema.ts\` from the migrations; not read by the app.\n`
    return `${header}PRAGMA user_version = ${migrations.at(-1)?.number ?? 0};\n\n${rows.join(';\n\n')};\n`
  } finally {
    connection.close()
  }
}
