import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type AboutDocument, readAbout, writeAbout } from '#files/document/about.ts'
import { DocumentFolder } from '#files/document/document-folder.ts'
import type { TilePlace } from '#files/document/tile-codec.ts'
import type { TileFile } from '#files/document/tile-file.ts'
import { asWriteError } from '#files/disk-error.ts'
import type { StoredState } from '#shared/entities/document/document-journal.ts'
import { VersoError } from '#shared/errors.ts'

/** The folders of the library's documents: `documents/<id>`, and `documents/removed/<id>` for those put away. */
export interface Shelf {
  pathOf(id: string): string
  has(id: string): Promise<boolean>
  /** With what is known of them, the one opened last first. */
  list(): Promise<{ readonly id: string; readonly about: AboutDocument }[]>
  /** Makes a document whole before it stands on the shelf. */
  add(
    id: string,
    state: StoredState,
    about: AboutDocument,
    fill: (tiles: TileFile) => Promise<Map<number, TilePlace>>,
  ): Promise<void>
  about(id: string): Promise<AboutDocument>
  describe(id: string, change: Partial<AboutDocument>): Promise<void>
  remove(id: string): Promise<void>
  restore(id: string): Promise<void>
}

export async function openShelf(dir: string): Promise<Shelf> {
  const removed = join(dir, 'removed')
  const pathOf = (id: string) => join(dir, id)
  await mkdir(removed, { recursive: true }).catch((error: unknown) => {
    throw asWriteError(error, dir)
  })
  // What a crash left half made was never a document.
  for (const name of await readdir(dir)) {
    if (name.startsWith('.')) await rm(join(dir, name), { recursive: true, force: true })
  }
  const shelf: Shelf = {
    pathOf,
    has: async (id) => (await folders(dir)).includes(id) || (await folders(removed)).includes(id),
    list: async () => {
      const ids = await folders(dir)
      const all = await Promise.all(ids.map(async (id) => ({ id, about: await readAbout(pathOf(id)) })))
      return all.sort((a, b) => b.about.openedAt.localeCompare(a.about.openedAt))
    },
    add: async (id, state, about, fill) => {
      const making = join(dir, `.${randomUUID()}`)
      try {
        const folder = await DocumentFolder.create(making, id, state, fill)
        await folder.close()
        await writeAbout(making, about)
        await rename(making, pathOf(id))
      } catch (error) {
        await rm(making, { recursive: true, force: true }).catch(() => undefined)
        throw asWriteError(error, pathOf(id))
      }
    },
    about: (id) => readAbout(pathOf(id)),
    describe: async (id, change) => writeAbout(pathOf(id), { ...(await readAbout(pathOf(id))), ...change }),
    remove: (id) => move(pathOf(id), join(removed, id), id),
    restore: (id) => move(join(removed, id), pathOf(id), id),
  }
  return shelf
}

async function move(from: string, to: string, id: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new VersoError('not-found', `The document ${id} is not in the library.`, { subject: id })
    }
    throw asWriteError(error, from)
  })
}

async function folders(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  return names.filter((name) => name !== 'removed' && /^[\w-]{1,64}$/.test(name))
}
