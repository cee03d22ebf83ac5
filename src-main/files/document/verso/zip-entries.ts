import { fromFd, type Entry, type ZipFile } from 'yauzl'
import type { FileHandle } from 'node:fs/promises'
import { VersoError } from '#shared/errors.ts'
import { readAll } from '../whole-writes.ts'

/** More than a document can have: it has two and a picture for each candidate. */
const maxEntries = 150_000

/** A zip that is open for reading. Nothing in it is believed: each size is a limit, and no name becomes a path. */
export interface ZipEntries {
  /** The entry's bytes, `limit` at most; null when there is none of that name. */
  read(name: string, limit: number): Promise<Uint8Array | null>
  /** Where the bytes of an entry that is not compressed lie in the file; null when there is none of that name. */
  locate(name: string): Promise<{ offset: number; length: number } | null>
}

/** Lists the zip's entries. Throws `document-damaged` for what is no sound zip. */
export async function openZip(file: FileHandle, path: string): Promise<ZipEntries> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, strictFileNames: true } as const
    fromFd(file.fd, options, (error, opened) =>
      opened ? resolve(opened) : reject(error ?? new Error('no zip')),
    )
  }).catch((error: unknown) => {
    throw damagedFile(path, wordsOf(error), error)
  })
  const entries = await listEntries(zip).catch((error: unknown) => {
    throw damagedFile(path, wordsOf(error), error)
  })
  return {
    read: async (name, limit) => {
      const entry = entries.get(name)
      return entry ? readEntry(zip, entry, limit, path) : null
    },
    locate: async (name) => {
      const entry = entries.get(name)
      if (!entry) return null
      if (entry.compressionMethod !== 0 || entry.compressedSize !== entry.uncompressedSize) {
        throw damagedFile(path, `${name} is compressed, which it must not be`)
      }
      return { offset: await dataStart(file, entry, path), length: entry.compressedSize }
    },
  }
}

function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  return new Promise((resolve, reject) => {
    const entries = new Map<string, Entry>()
    if (zip.entryCount > maxEntries) return reject(new Error(`it has ${zip.entryCount} entries`))
    zip.on('error', reject)
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: Entry) => {
      if (entries.has(entry.fileName)) return reject(new Error(`it has “${entry.fileName}” twice`))
      if ((entry.generalPurposeBitFlag & 1) !== 0) return reject(new Error('it is encrypted'))
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
}

async function readEntry(zip: ZipFile, entry: Entry, limit: number, path: string): Promise<Uint8Array> {
  if (entry.uncompressedSize > limit) {
    throw damagedFile(path, `${entry.fileName} is larger than ${limit} bytes`)
  }
  const parts: Buffer[] = []
  try {
    const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) =>
      zip.openReadStream(entry, (error, opened) => (opened ? resolve(opened) : reject(error ?? new Error()))),
    )
    // Its size is checked as it comes: a stream that gives more than its entry says ends in an error.
    for await (const part of stream) parts.push(Buffer.from(part))
  } catch (error) {
    throw damagedFile(path, `${entry.fileName} can't be read (${wordsOf(error)})`, error)
  }
  return Buffer.concat(parts)
}

/** After the local header, whose name and extra field may be longer than those of the directory. */
async function dataStart(file: FileHandle, entry: Entry, path: string): Promise<number> {
  const header = Buffer.from(await readAll(file, entry.relativeOffsetOfLocalHeader, 30))
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) {
    throw damagedFile(path, `${entry.fileName} is not where the directory says`)
  }
  return entry.relativeOffsetOfLocalHeader + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
}

export function damagedFile(path: string, reason: string, cause?: unknown): VersoError {
  return new VersoError(
    'document-damaged',
    `${path} is no whole Verso document: ${reason}. Nothing was opened. Choose another copy of it, or open the document from Verso's own list.`,
    { subject: path, cause },
  )
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
