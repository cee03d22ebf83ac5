import { createHash, randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { writeWhole } from '#files/atomic-write.ts'
import { AboutDocument } from '#files/document/about.ts'
import type { DocumentFolder } from '#files/document/document-folder.ts'
import { picturesOf } from '#files/document/verso/content.ts'
import { openVersoFile, pictureName, type VersoFile } from '#files/document/verso/read-verso.ts'
import { writeVerso } from '#files/document/verso/write-verso.ts'
import type { ImageCodec } from '#files/codecs/codec.ts'
import { findAsset } from '#library/tables/assets.ts'
import type { StoredState } from '#shared/entities/document/document-journal.ts'
import { VersoError } from '#shared/errors.ts'
import type { Store } from '../store.ts'
import { takePicture } from '../take-picture.ts'
import type { Shelf } from './shelf.ts'

/** What documents in files are made with. */
export interface VersoTools {
  readonly store: Store
  readonly codec: ImageCodec
  readonly shelf: Shelf
  readonly clock: () => Date
  readonly app: string
  /** Hears of pictures that the gallery shows from now on. */
  readonly kept: (sha256: string) => void
}

/** Name of the document that a file holds: its own name without the ending. */
export function nameOfFile(path: string): string {
  return basename(path).replace(/\.verso$/i, '')
}

export function canvasHash(state: StoredState): string {
  return createHash('sha256').update(JSON.stringify(state.canvas)).digest('hex')
}

/** What a document has in common with its file at this moment. */
export async function fileMark(path: string, state: StoredState): Promise<AboutDocument['file']> {
  const { size, mtimeMs } = await stat(path)
  return { path, size, modified: mtimeMs, canvas: canvasHash(state) }
}

/** Takes a `.verso` file into the library as a document of its own; returns its id. Nothing half-done stays. */
export async function takeVersoFile(tools: VersoTools, path: string): Promise<string> {
  const { shelf, clock } = tools
  const file = await openVersoFile(path)
  try {
    const { content, thumbnail } = file
    await takePictures(tools, file, path)
    const id = (await shelf.has(content.id)) ? randomUUID() : content.id
    const now = clock().toISOString()
    const about = AboutDocument.parse({
      name: nameOfFile(path),
      file: await fileMark(path, content.state),
      ...{ createdAt: now, changedAt: now, openedAt: now },
      ...sizesOf(content.state),
    })
    await shelf.add(id, content.state, about, (tiles) => file.copyTiles(tiles))
    if (thumbnail) await writeWhole(join(shelf.pathOf(id), 'thumbnail.png'), thumbnail).catch(() => undefined)
    return id
  } finally {
    await file.close()
  }
}

/** Size and number of layers, for the list. */
export function sizesOf({ canvas }: StoredState): Pick<AboutDocument, 'width' | 'height' | 'layers'> {
  const { width, height, order } = canvas.page.facts
  return { width, height, layers: order.length }
}

/** All are checked before the first is kept, so that a damaged file leaves nothing in the library. */
async function takePictures(
  { store, codec, kept }: VersoTools,
  file: VersoFile,
  path: string,
): Promise<void> {
  const { db } = store.library
  const missing = file.content.pictures.filter(({ sha256 }) => findAsset(db, sha256) === null)
  const taken = []
  for (const { sha256, mime, mask } of missing) {
    const bytes = await file.picture(sha256, mime)
    taken.push({ mask, picture: await takePicture(codec, bytes, `${path}: ${pictureName(sha256, mime)}`) })
  }
  for (const { mask, picture } of taken) {
    await store.keepTaken(picture, mask ? 'mask' : 'imported')
    if (!mask) kept(picture.sha256)
  }
}

/** Writes a document to a `.verso` file. Returns how many of its tiles were damaged and went as empty ones. */
export async function saveVersoFile(
  { store, app }: VersoTools,
  folder: DocumentFolder,
  path: string,
  options: { readonly steps: boolean; readonly thumbnail: Uint8Array | null },
): Promise<number> {
  if (!/\.verso$/i.test(path)) {
    throw new VersoError('bad-request', `${path} must end in .verso. Choose such a name.`, { subject: path })
  }
  const state = options.steps ? folder.state : { ...folder.state, done: [], undone: [] }
  const pictures = [...picturesOf(state)].flatMap(([sha256, mask]) => {
    const asset = findAsset(store.library.db, sha256)
    if (!asset) return []
    const read = async () => (await store.fileOf(sha256))?.bytes ?? new Uint8Array()
    return [{ sha256, mime: asset.mime, mask, name: pictureName(sha256, asset.mime), read }]
  })
  return writeVerso(path, { app, name: nameOfFile(path), folder, pictures, ...options })
}
