import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import yazl from 'yazl'
import { tilesOfState } from '#shared/document/storage/fold.ts'
import type { StoredState } from '#shared/entities/document/document-journal.ts'
import { realDisk, writeWholeWith, type Disk } from '#files/atomic-write.ts'
import type { DocumentFolder } from '../document-folder.ts'
import { writeAll } from '../whole-writes.ts'
import { flattenPlaces, packTile, type TilePlace } from '../tile-codec.ts'
import { type VersoContent, versoVersion } from './content.ts'

export interface VersoParts {
  readonly app: string
  readonly name: string
  readonly folder: DocumentFolder
  /** False leaves the steps out that can be undone. */
  readonly steps: boolean
  readonly thumbnail: Uint8Array | null
  readonly pictures: readonly {
    readonly sha256: string
    readonly mime: string
    readonly mask: boolean
    readonly name: string
    read(): Promise<Uint8Array>
  }[]
}

/**
 * Writes a document as one `.verso` file, whole or not at all. Tiles go as they lie on the disk, without being packed
 * anew. Returns how many damaged tiles went as empty ones. Throws what `writeWhole` throws.
 */
export async function writeVerso(path: string, parts: VersoParts, disk: Disk = realDisk): Promise<number> {
  const { folder, name, app } = parts
  const state: StoredState = parts.steps ? folder.state : { ...folder.state, done: [], undone: [] }
  const tiles = await planTiles(folder, state)
  const content: VersoContent = {
    ...{ format: 'verso-document', version: versoVersion, app, id: folder.id, name, state },
    tiles: flattenPlaces(tiles.places),
    pictures: parts.pictures.map(({ sha256, mime, mask }) => ({ sha256, mime, mask })),
  }
  const zip = new yazl.ZipFile()
  zip.addBuffer(Buffer.from('application/x-verso'), 'mimetype', { compress: false })
  zip.addBuffer(Buffer.from(JSON.stringify(content)), 'document.json', { compressionLevel: 1 })
  if (parts.thumbnail) zip.addBuffer(Buffer.from(parts.thumbnail), 'thumbnail.png', { compress: false })
  const stored = { compress: false }
  zip.addReadStreamLazy('tiles.bin', { ...stored, size: tiles.size }, (give) =>
    give(null, Readable.from(tiles.read())),
  )
  for (const picture of parts.pictures) {
    zip.addReadStreamLazy(picture.name, stored, (give) => give(null, Readable.from(once(picture.read))))
  }
  zip.end()
  await writeWholeWith(path, (file) => writeZip(zip, file), { disk })
  return tiles.damaged.length
}

async function writeZip(zip: yazl.ZipFile, file: FileHandle): Promise<void> {
  const output = zip.outputStream as Readable
  // What can't be read on its way in ends the writing, too.
  zip.on('error', (error: Error) => output.destroy(error))
  let at = 0
  for await (const part of output) {
    const bytes = part as Buffer
    await writeAll(file, bytes, at)
    at += bytes.length
  }
}

async function* once(read: () => Promise<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield await read()
}

interface PlannedTiles {
  readonly places: ReadonlyMap<number, TilePlace>
  readonly size: number
  readonly damaged: readonly number[]
  read(): AsyncGenerator<Uint8Array>
}

/** Where each tile will lie in the file; a damaged one is found now, since its place depends on what stands for it. */
async function planTiles(folder: DocumentFolder, state: StoredState): Promise<PlannedTiles> {
  const places = new Map<number, TilePlace>()
  const damaged: number[] = []
  let size = 0
  for (const [number, channels] of tilesOfState(state)) {
    const found = await folder.readPacked(number)
    const whole = found && crc32(found.data) === found.place.crc ? found.place : null
    const { length, method, crc } = whole ?? (await packTile(new Uint8Array(65_536 * channels)))
    if (!whole) damaged.push(number)
    places.set(number, { offset: size, length, method, crc, size: 65_536 * channels })
    size += length
  }
  async function* read(): AsyncGenerator<Uint8Array> {
    for (const [number, place] of places) {
      const found = damaged.includes(number) ? null : await folder.readPacked(number)
      yield found?.data ?? (await packTile(new Uint8Array(place.size))).data
    }
  }
  return { places, size, damaged, read }
}
