import { readFile, stat } from 'node:fs/promises'
import { VersoError } from '#shared/errors.ts'
import { checkFileSize } from './codecs/limits.ts'
import { asReadError } from './disk-error.ts'

/**
 * A picture file's bytes. Its size is checked first, and only a regular file is read, never a pipe or a device.
 * Throws `not-found`, `picture-unreadable` and `picture-too-large`.
 */
export async function readPictureFile(path: string): Promise<Uint8Array> {
  try {
    const info = await stat(path)
    if (!info.isFile() && !info.isDirectory()) {
      throw new VersoError('picture-unreadable', `${path} is no file. Choose a picture.`, { subject: path })
    }
    checkFileSize(info.size, path)
    return await readFile(path)
  } catch (error) {
    throw asReadError(error, path)
  }
}
