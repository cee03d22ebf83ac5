import { open, type FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { VersoError } from '#shared/errors.ts'
import { asReadError } from '#files/disk-error.ts'
import { extensionOf } from '#files/formats.ts'
import { sha256Of } from '#files/blob-store.ts'
import { readPlaces, tileSizes, type TilePlace } from '../tile-codec.ts'
import type { TileFile } from '../tile-file.ts'
import { readAll } from '../whole-writes.ts'
import { findFault, VersoContent, versoVersion } from './content.ts'
import { damagedFile, openZip, type ZipEntries } from './zip-entries.ts'

const maxJson = 512 * 1024 * 1024
const maxPicture = 512 * 1024 * 1024
const maxThumbnail = 16 * 1024 * 1024
/** Tiles are copied in parts of so many bytes. */
const partBytes = 16 * 1024 * 1024

/** A `.verso` file that is open and found sound as far as its own words go. */
export interface VersoFile {
  readonly content: VersoContent
  readonly thumbnail: Uint8Array | null
  /** Copies every tile into `tiles`, each checked; returns where they lie there. */
  copyTiles(tiles: TileFile): Promise<Map<number, TilePlace>>
  /** A picture, checked against its name. */
  picture(sha256: string, mime: string): Promise<Uint8Array>
  close(): Promise<void>
}

/** The name of a picture in a `.verso` file. */
export function pictureName(sha256: string, mime: string): string {
  return `pictures/${sha256}${extensionOf(mime)}`
}

/** Opens a `.verso` file. Throws `not-found`, `document-damaged` and `document-newer`; each names the file. */
export async function openVersoFile(path: string): Promise<VersoFile> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw asReadError(error, path)
  })
  try {
    if (!(await file.stat()).isFile()) throw damagedFile(path, 'it is no file')
    const zip = await openZip(file, path)
    const content = await readContent(zip, path)
    const places = new Map(readPlaces(content.tiles))
    await checkTiles(zip, content, places, path)
    const fault = findFault(content.state, places)
    if (fault) throw damagedFile(path, fault)
    return {
      content,
      thumbnail: await zip.read('thumbnail.png', maxThumbnail),
      copyTiles: (tiles) => copyTiles(file, zip, places, tiles, path),
      picture: async (sha256, mime) => {
        const bytes = await zip.read(pictureName(sha256, mime), maxPicture)
        if (!bytes || sha256Of(bytes) !== sha256) throw damagedFile(path, `the picture ${sha256} is damaged`)
        return bytes
      },
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function readContent(zip: ZipEntries, path: string): Promise<VersoContent> {
  const bytes = await zip.read('document.json', maxJson)
  if (!bytes) throw damagedFile(path, 'it has no document.json')
  const json = parseJson(bytes, path)
  const version = typeof json === 'object' && json !== null && 'version' in json ? Number(json.version) : 0
  if (version > versoVersion) {
    throw new VersoError(
      'document-newer',
      `${path} was written by a newer Verso (document version ${version}; this one knows ${versoVersion}). Install the newest Verso to open it.`,
      { subject: path },
    )
  }
  const parsed = VersoContent.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw damagedFile(path, `document.json: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
}

function parseJson(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString())
  } catch (error) {
    throw damagedFile(path, 'document.json is no JSON', error)
  }
}

/** Every tile must lie within `tiles.bin`, and they may not claim more bytes than it has. */
async function checkTiles(
  zip: ZipEntries,
  content: VersoContent,
  places: ReadonlyMap<number, TilePlace>,
  path: string,
): Promise<void> {
  if (content.tiles.length % 6 !== 0 || places.size * 6 !== content.tiles.length || places.has(0)) {
    throw damagedFile(path, 'its list of tiles is not whole')
  }
  const length = (await zip.locate('tiles.bin'))?.length ?? 0
  let sum = 0
  for (const [number, place] of places) {
    const outside = place.offset + place.length > length || place.length === 0
    if (outside || !tileSizes.includes(place.size)) throw damagedFile(path, `the tile ${number} is not in it`)
    sum += place.length
  }
  if (sum > length) throw damagedFile(path, 'tiles lie over one another')
}

async function copyTiles(
  file: FileHandle,
  zip: ZipEntries,
  places: ReadonlyMap<number, TilePlace>,
  tiles: TileFile,
  path: string,
): Promise<Map<number, TilePlace>> {
  const start = (await zip.locate('tiles.bin'))?.offset ?? 0
  const copied = new Map<number, TilePlace>()
  let part: { number: number; place: TilePlace; data: Uint8Array }[] = []
  let bytes = 0
  const flush = async () => {
    const written = await tiles.appendPacked(part.map(({ place, data }) => ({ ...place, data })))
    for (const [index, { number }] of part.entries()) {
      const place = written[index]
      if (place) copied.set(number, place)
    }
    part = []
    bytes = 0
  }
  for (const [number, place] of places) {
    const data = await readAll(file, start + place.offset, place.length)
    if (crc32(data) !== place.crc) throw damagedFile(path, `the tile ${number} is damaged`)
    part.push({ number, place, data })
    bytes += data.length
    if (bytes >= partBytes) await flush()
  }
  await flush()
  return copied
}
