import type { Database } from 'better-sqlite3'
import { VersoError } from '#shared/errors.ts'
import type { Migration } from './migrations/migration.ts'

/** The schema that a database has; 0 for a new one. */
export function schemaVersion(connection: Database): number {
  return Number(connection.pragma('user_version', { simple: true }))
}

/** Throws `library-newer` when the database was written by a later Verso than this. */
export function refuseNewer(connection: Database, migrations: readonly Migration[]): void {
  const known = migrations.at(-1)?.number ?? 0
  const found = schemaVersion(connection)
  if (found <= known) return
  throw new VersoError(
    'library-newer',
    `The library's database ${connection.name} was written by a newer Verso (schema ${found}; this one knows ${known}). Install the newest Verso to open it; nothing in it was changed.`,
    { subject: connection.name },
  )
}

export function pendingMigrations(
  connection: Database,
  migrations: readonly Migration[],
): readonly Migration[] {
  const found = schemaVersion(connection)
  return migrations.filter((migration) => migration.number > found)
}

/** Runs each migration and its new `user_version` in a transaction of its own. */
export function migrate(connection: Database, pending: readonly Migration[]): void {
  for (const migration of pending) {
    const step = connection.transaction(() => {
      connection.exec(migration.sql)
      connection.pragma(`user_version = ${migration.number}`)
    })
    step.immediate()
  }
}
