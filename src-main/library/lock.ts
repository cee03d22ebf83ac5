import { accessSync, constants } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { VersoError } from '#shared/errors.ts'
import { readOnly, sqliteCode } from './sqlite-error.ts'

/**
 * Takes the library for this process: an exclusive SQLite lock on an empty file. The system drops it when the
 * process dies, however it dies, so there is never a stale lock to clean up. (On POSIX a file's locks end when any
 * descriptor of it is closed: nothing else may open `path`.) Returns the function that gives the library back.
 */
export function lockLibrary(path: string): () => void {
  let connection: Database.Database | undefined
  try {
    connection = new Database(path, { timeout: 0 })
    // SQLite opens a read-only file too, and locks nothing then.
    accessSync(path, constants.W_OK)
    connection.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    connection?.close()
    throw lockError(error, path)
  }
  const held = connection
  return () => held.close()
}

function lockError(error: unknown, path: string): unknown {
  const code = sqliteCode(error)
  const folder = dirname(path)
  if (code.startsWith('SQLITE_BUSY')) {
    return new VersoError(
      'library-locked',
      `The library at ${folder} is open in another copy of Verso. Use that window, close it first, or choose another library folder.`,
      { subject: folder, cause: error },
    )
  }
  if (!isWritable(folder) || !isWritable(path)) return readOnly(folder, error)
  return error
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch {
    return false
  }
}
