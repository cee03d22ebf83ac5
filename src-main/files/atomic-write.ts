import { randomUUID } from 'node:crypto'
import * as nodeDisk from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { asWriteError } from './disk-error.ts'

/** The calls that write; replaced only by tests that let them fail. */
export type Disk = Pick<typeof nodeDisk, 'open' | 'rename' | 'rm'>

export const realDisk: Disk = nodeDisk

/**
 * Writes a whole file or none: to a temporary name in `stagingDir` (same volume), flushed to the disk, then renamed.
 * After a crash there is at most a leftover in `stagingDir`. Throws `disk-full` and `library-read-only`.
 */
export async function writeWhole(
  path: string,
  bytes: Uint8Array,
  options: { stagingDir?: string; disk?: Disk } = {},
): Promise<void> {
  return writeWholeWith(path, (file) => file.writeFile(bytes), options)
}

/** As `writeWhole`, for a file that `write` writes piece by piece. */
export async function writeWholeWith(
  path: string,
  write: (file: nodeDisk.FileHandle) => Promise<void>,
  options: { stagingDir?: string; disk?: Disk } = {},
): Promise<void> {
  const disk = options.disk ?? realDisk
  const staging = options.stagingDir ?? dirname(path)
  const partial = join(staging, `.${basename(path)}.${randomUUID()}.partial`)
  try {
    const file = await disk.open(partial, 'wx')
    try {
      await write(file)
      await file.sync()
    } finally {
      await file.close()
    }
    await disk.rename(partial, path)
    await syncFolder(disk, dirname(path))
  } catch (error) {
    await disk.rm(partial, { force: true }).catch(() => undefined)
    throw asWriteError(error, path)
  }
}

/** Makes the new name itself survive a power cut; Windows has no such call and needs none. */
async function syncFolder(disk: Disk, folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await disk.open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
