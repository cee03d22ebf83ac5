import { createHash } from 'node:crypto'
import { access, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { realDisk, writeWhole, type Disk } from './atomic-write.ts'
import { asWriteError, diskCode } from './disk-error.ts'
import { extensionOf } from './formats.ts'

/** Picture files by the SHA-256 of their bytes: `pictures/ab/abcdef….png`. A file is there whole or not at all. */
export interface BlobStore {
  /** Stores the bytes, durably when it resolves, and returns their name; what is there already is not written again. */
  put(bytes: Uint8Array, mime: string): Promise<string>
  /** Null where there is no such file. */
  read(sha256: string, mime: string): Promise<Uint8Array | null>
  pathOf(sha256: string, mime: string): string
}

/** Opens the store in `dir` and clears what a crash left half written. */
export async function openBlobStore(dir: string, disk: Disk = realDisk): Promise<BlobStore> {
  const stagingDir = join(dir, 'incoming')
  const pathOf = (sha256: string, mime: string) =>
    join(dir, sha256.slice(0, 2), `${sha256}${extensionOf(mime)}`)
  await makeFolder(stagingDir)
  for (const name of await readdir(stagingDir)) await rm(join(stagingDir, name), { force: true })

  return {
    pathOf,
    put: async (bytes, mime) => {
      const sha256 = sha256Of(bytes)
      const path = pathOf(sha256, mime)
      if (await exists(path)) return sha256
      await addFolder(dirname(path))
      await writeWhole(path, bytes, { stagingDir, disk })
      return sha256
    },
    read: async (sha256, mime) => {
      try {
        return await readFile(pathOf(sha256, mime))
      } catch (error) {
        if (diskCode(error) === 'ENOENT') return null
        throw error
      }
    },
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    throw asWriteError(error, path)
  }
}

/** Its parent is there since the store was opened. Unlike the recursive call it tells a read-only disk from a lost one. */
async function addFolder(path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (diskCode(error) !== 'EEXIST') throw asWriteError(error, path)
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
