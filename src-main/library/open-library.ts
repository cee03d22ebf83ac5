import { existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { VersoError } from '#shared/errors.ts'
import { backUp, listBackups } from './backup.ts'
import { writableDb, type WritableDb } from './handles.ts'
import { lockLibrary } from './lock.ts'
import { migrate, pendingMigrations, refuseNewer, schemaVersion } from './migrate.ts'
import { migrations as ownMigrations } from './migrations/list.ts'
import type { Migration } from './migrations/migration.ts'
import { quickCheck } from './quick-check.ts'
import { asLibraryError, damaged, readOnly, sqliteCode } from './sqlite-error.ts'

export interface LibraryOptions {
  /** The library's folder; created when it is missing. */
  readonly dir: string
  readonly clock: () => Date
  /** Other than Verso's own only in tests. */
  readonly migrations?: readonly Migration[]
}

/** An open library: nobody else has it until `close`. */
export interface Library {
  readonly dir: string
  readonly databasePath: string
  /** Readers take it as a `ReadableDb`. */
  readonly db: WritableDb
  close(): void
}

/** A database up to this size is checked whole at each start; a larger one only after a start that ended badly. */
const alwaysCheckedBytes = 64 * 1024 * 1024

/**
 * Opens the library in `dir`, new or old, and brings its schema up to date after a back-up. Throws
 * `library-locked`, `library-read-only`, `library-damaged` (the file is left as it is), `library-newer` or
 * `disk-full`.
 */
export function openLibrary(options: LibraryOptions): Library {
  const { dir } = options
  const databasePath = join(dir, 'library.sqlite')
  makeFolder(dir)
  const unlock = lockLibrary(join(dir, 'library.lock'))
  try {
    const connection = openDatabase(databasePath, options)
    const close = () => {
      connection.close()
      unlock()
    }
    return { dir, databasePath, db: writableDb(connection), close }
  } catch (error) {
    unlock()
    throw asLibraryError(error, databasePath)
  }
}

function openDatabase(path: string, options: LibraryOptions): Database.Database {
  const backups = join(options.dir, 'backups')
  const migrations = options.migrations ?? ownMigrations
  const suspect = needsCheck(path)
  const connection = connect(path)
  try {
    if (suspect) refuseDamaged(connection, backups)
    refuseNewer(connection, migrations)
    connection.pragma('journal_mode = WAL')
    connection.pragma('synchronous = FULL')
    connection.pragma('foreign_keys = ON')
    proveWritable(connection)
    const pending = pendingMigrations(connection, migrations)
    if (pending.length > 0 && schemaVersion(connection) > 0) backUp(connection, backups, options.clock())
    migrate(connection, pending)
    return connection
  } catch (error) {
    connection.close()
    throw isDamage(error) ? damaged(path, messageOf(error), listBackups(backups)) : error
  }
}

/** Writes what is there already: on a read-only file SQLite lets a transaction begin, and only a write fails. */
function proveWritable(connection: Database.Database): void {
  connection.pragma(`user_version = ${schemaVersion(connection)}`)
}

function makeFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : ''
    if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') throw readOnly(dir, error)
    throw new VersoError(
      code === 'ENOSPC' ? 'disk-full' : 'bad-request',
      `The library folder ${dir} can't be made (${messageOf(error)}). Choose another folder.`,
      { subject: dir, cause: error },
    )
  }
}

function connect(path: string): Database.Database {
  try {
    return new Database(path, { timeout: 5000 })
  } catch (error) {
    if (sqliteCode(error).startsWith('SQLITE_CANTOPEN')) throw readOnly(path, error)
    throw error
  }
}

/** A write-ahead log left behind says that the last run did not end well. */
function needsCheck(path: string): boolean {
  if (!existsSync(path)) return false
  return statSync(path).size <= alwaysCheckedBytes || existsSync(`${path}-wal`)
}

function refuseDamaged(connection: Database.Database, backups: string): void {
  const problem = quickCheck(connection)
  if (problem !== null) throw damaged(connection.name, problem, listBackups(backups))
}

function isDamage(error: unknown): boolean {
  const code = sqliteCode(error)
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
