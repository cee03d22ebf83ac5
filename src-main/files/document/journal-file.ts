import { readdir, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { writeWhole, type Disk } from '../atomic-write.ts'
import { asWriteError } from '../disk-error.ts'
import { encodeLine, journalVersion, type ChangeLine } from './journal-lines.ts'
import type { JournalState } from './read-journal.ts'
import { flattenPlaces } from './tile-codec.ts'
import { writeAll } from './whole-writes.ts'

/** Paths of the journals in a document's folder, oldest first. */
export async function listJournals(folder: string): Promise<string[]> {
  const names = await readdir(folder)
  return names
    .filter((name) => /^journal-\d{6}\.jsonl$/.test(name))
    .sort()
    .map((name) => join(folder, name))
}

/** The path of the journal that comes after `path`, or of the first one. */
export function nextJournal(folder: string, path: string | null): string {
  const number = path === null ? 1 : Number(basename(path).slice(8, 14)) + 1
  return join(folder, `journal-${String(number).padStart(6, '0')}.jsonl`)
}

/** Writes a new journal that begins with the whole state, under its name only when it is safe on the disk. */
export async function writeSnapshot(
  path: string,
  document: string,
  tiles: string,
  { places, ...state }: JournalState,
  disk: Disk,
): Promise<number> {
  const head = encodeLine({
    format: 'verso-journal',
    version: journalVersion,
    document,
    tiles: basename(tiles),
  })
  const bytes = Buffer.concat([head, encodeLine({ ...state, places: flattenPlaces(places) })])
  await writeWhole(path, bytes, { stagingDir: dirname(path), disk })
  return bytes.length
}

/** A journal open for appending lines. */
export class JournalFile {
  readonly path: string
  readonly #file: FileHandle
  #end: number
  /** A write failed half way: what it left must go before the next one. */
  #torn = false

  private constructor(path: string, file: FileHandle, end: number) {
    this.path = path
    this.#file = file
    this.#end = end
  }

  /** Opens a whole journal of `bytes` bytes. */
  static async open(path: string, bytes: number, disk: Disk): Promise<JournalFile> {
    try {
      return new JournalFile(path, await disk.open(path, 'r+'), bytes)
    } catch (error) {
      throw asWriteError(error, path)
    }
  }

  get bytes(): number {
    return this.#end
  }

  /** The line is safe on the disk when it resolves; else nothing of it counts. */
  async append(line: ChangeLine): Promise<void> {
    const bytes = encodeLine(line)
    try {
      if (this.#torn) await this.#file.truncate(this.#end)
      this.#torn = true
      await writeAll(this.#file, bytes, this.#end)
      await this.#file.datasync()
    } catch (error) {
      // Should the process die before the next attempt, a start must not take it for a change that was kept.
      await this.#file.truncate(this.#end).catch(() => undefined)
      throw asWriteError(error, this.path)
    }
    this.#torn = false
    this.#end += bytes.length
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}
