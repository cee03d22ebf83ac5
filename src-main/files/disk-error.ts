import { VersoError } from '#shared/errors.ts'

/** The code of an error thrown by the file system, such as `ENOSPC`, or the empty string. */
export function diskCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** The file system's error on writing `path` as one that names the file and the way out. */
export function asWriteError(error: unknown, path: string): unknown {
  if (error instanceof VersoError) return error
  const options = { subject: path, cause: error }
  switch (diskCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new VersoError(
        'disk-full',
        `The disk is full: ${path} could not be written. Free some space and try again; everything saved before is safe.`,
        options,
      )
    case 'EIO':
      return new VersoError(
        'disk-failed',
        `${path} could not be written: the disk reports a fault. Save a copy on another disk and have this one checked; everything saved before is as it was.`,
        options,
      )
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return new VersoError(
        'library-read-only',
        `${path} can't be written: the folder or file is read-only. Make it writable or choose another place.`,
        options,
      )
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EISDIR':
      return new VersoError(
        'not-found',
        `${path} can't be written: its folder does not exist or is no folder. Choose another place.`,
        options,
      )
    default:
      return error
  }
}

/** The file system's error on reading the picture `path`. */
export function asReadError(error: unknown, path: string): unknown {
  const options = { subject: path, cause: error }
  switch (diskCode(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new VersoError('not-found', `There is no file ${path}. Check the name.`, options)
    case 'EISDIR':
      return new VersoError('picture-unreadable', `${path} is a folder, not a picture.`, options)
    case 'EACCES':
    case 'EPERM':
      return new VersoError('picture-unreadable', `${path} may not be read. Change its permissions.`, options)
    default:
      return error
  }
}
