import { VersoError } from '#shared/errors.ts'

/** The code of an error thrown by SQLite, such as `SQLITE_FULL`, or the empty string. */
export function sqliteCode(error: unknown): string {
  if (!(error instanceof Error) || !('code' in error)) return ''
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_') ? error.code : ''
}

/** SQLite's error as one that names the database and the way out; anything else is returned as it is. */
export function asLibraryError(error: unknown, path: string): unknown {
  if (error instanceof VersoError) return error
  const code = sqliteCode(error)
  const options = { subject: path, cause: error }
  if (code === 'SQLITE_FULL') {
    return new VersoError(
      'disk-full',
      `The disk is full: nothing more can be written to ${path}. Free some space and try again; what was saved before is safe.`,
      options,
    )
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM') return readOnly(path, error)
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return damaged(path, error instanceof Error ? error.message : code)
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return new VersoError(
      'internal',
      `The disk failed while ${path} was read or written (${code}). Check the drive or the network folder, then try again.`,
      options,
    )
  }
  return error
}

export function readOnly(path: string, cause?: unknown): VersoError {
  return new VersoError(
    'library-read-only',
    `The library at ${path} can't be written to. Make the folder and its files writable, or choose another library folder.`,
    { subject: path, cause },
  )
}

export function damaged(path: string, reason: string, backups: readonly string[] = []): VersoError {
  const newest = backups.at(-1)
  const wayOut =
    newest === undefined
      ? 'Rename it, and Verso starts a new one beside your pictures, which are untouched in the folder “pictures”'
      : `Rename it and copy the newest back-up, ${newest}, to its place`
  return new VersoError(
    'library-damaged',
    `The library's database ${path} is damaged (${reason}). Nothing in it was changed. ${wayOut}, then open Verso again.`,
    { subject: path },
  )
}
