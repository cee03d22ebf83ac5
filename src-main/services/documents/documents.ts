import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AboutDocument } from '#files/document/about.ts'
import { writeWhole } from '#files/atomic-write.ts'
import { type Appended, DocumentFolder } from '#files/document/document-folder.ts'
import { damageReport } from '#files/document/open-journal.ts'
import { findItem } from '#library/search/gallery.ts'
import { legacyDocuments } from '#library/tables/documents.ts'
import type { StoredState } from '#shared/entities/document/document-journal.ts'
import type { DocumentCard, OpenedDocument } from '#shared/entities/document/opened-document.ts'
import { type AppError, VersoError, toAppError } from '#shared/errors.ts'
import type { Studio } from '../studio.ts'
import { convertLegacy } from './legacy.ts'
import {
  canvasHash,
  fileMark,
  nameOfFile,
  saveVersoFile,
  sizesOf,
  takeVersoFile,
  type VersoTools,
} from './verso-files.ts'

/** The journal is begun anew after a minute in which something changed. */
const snapshotMs = 60_000
/** Room that nothing shows any more is given back when it is more than this. */
const worthBytes = 256 * 1024 * 1024

interface Options extends VersoTools {
  readonly dir: string
  readonly onFault: (error: unknown) => void
}

/** The library's documents, one of which is on the canvas. */
export class Documents {
  readonly #options: Options
  readonly #marker: string
  readonly #crashed: boolean
  #open: DocumentFolder | null = null
  /** The one that was open before: what the window did until the exchange still comes. */
  #before: DocumentFolder | null = null
  #given: string | null = null
  /** What went wrong before there was a document to say it with. */
  #problems: AppError[] = []
  #timers: NodeJS.Timeout[] = []
  #line: Promise<unknown> = Promise.resolve()

  constructor(options: Options, crashed: boolean) {
    this.#options = options
    this.#marker = join(options.dir, 'open.json')
    this.#crashed = crashed
  }

  get crashed(): boolean {
    return this.#crashed
  }

  /** A `.verso` file to begin with, in place of the document of the last time. */
  give(path: string): void {
    this.#given = path
  }

  /** The document on the canvas: the one that is open, a given file, or the one opened last. Null when there is none. */
  load(): Promise<OpenedDocument | null> {
    return this.#inTurn(async () => {
      if (this.#open) return this.#describe(this.#open)
      const given = this.#given
      if (given) {
        const opened = await this.#attempt(() => this.#openFile(given))
        if (opened) return opened
      }
      await this.#attempt(() => this.#takeLegacy())
      for (const { id } of await this.#options.shelf.list()) {
        const opened = await this.#attempt(() => this.#show(id))
        if (opened) return opened
      }
      return null
    })
  }

  open(id: string): Promise<OpenedDocument> {
    return this.#inTurn(() => this.#show(id))
  }

  /** A new document with `state`, which has no tiles yet. */
  create(name: string, state: StoredState, id: string = randomUUID()): Promise<OpenedDocument> {
    return this.#inTurn(async () => {
      const now = this.#options.clock().toISOString()
      const about = AboutDocument.parse({ name, createdAt: now, changedAt: now, ...sizesOf(state) })
      await this.#options.shelf.add(id, state, about, async () => new Map())
      return this.#show(id)
    })
  }

  openFile(path: string): Promise<OpenedDocument> {
    return this.#inTurn(() => this.#openFile(path))
  }

  /** Writes the open document to `path`; unless it is a copy, the document belongs to that file from now on. */
  saveFile(path: string, options: { copy: boolean; steps: boolean }): Promise<{ path: string }> {
    return this.#inTurn(async () => {
      const folder = this.#mustBeOpen()
      const { shelf } = this.#options
      const thumbnail = await this.#thumbnailBytes(folder.id)
      const damaged = await saveVersoFile(this.#options, folder, path, { steps: options.steps, thumbnail })
      if (!options.copy) {
        await this.#unlink(path, folder.id)
        const file = await fileMark(path, folder.state)
        await shelf.describe(folder.id, { file, name: nameOfFile(path) })
      }
      if (damaged === 0) return { path }
      const message = `${path} was written, but ${damaged} tiles of the document are damaged and went as empty ones.`
      throw new VersoError('document-damaged', message, { subject: path })
    })
  }

  async list(): Promise<DocumentCard[]> {
    const open = [this.#open, this.#before]
    const all = await this.#options.shelf.list()
    return all.map(({ id, about: { file, name, width, height, layers, changedAt, openedAt } }) => ({
      ...{ id, name, width, height, layers, changedAt, openedAt },
      ...open
        .map((folder) => (folder?.id === id ? sizesOf(folder.state) : {}))
        .reduce((a, b) => ({ ...a, ...b })),
      path: file?.path ?? null,
      current: this.#open?.id === id,
    }))
  }

  rename(id: string, name: string): Promise<void> {
    return this.#inTurn(() => this.#options.shelf.describe(id, { name }))
  }

  /** Puts a document away; `restore` brings it back. The open one stays. */
  remove(id: string): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#before?.id === id) {
        await this.#putAway(this.#before)
        this.#before = null
      }
      if (this.#open?.id === id) {
        throw new VersoError('bad-request', 'The document on the canvas stays. Open another one first.', {
          subject: id,
        })
      }
      await this.#options.shelf.remove(id)
    })
  }

  restore(id: string): Promise<void> {
    return this.#inTurn(() => this.#options.shelf.restore(id))
  }

  /** Tiles and changes of the open document; safe on the disk when it resolves. */
  async append(id: string, appended: Appended): Promise<void> {
    const folder = [this.#open, this.#before].find((each) => each?.id === id)
    if (!folder) {
      throw new VersoError('bad-request', `The document ${id} is not open.`, { subject: id })
    }
    await folder.append(appended)
  }

  async readTiles(id: string, numbers: readonly number[]): Promise<(Uint8Array | null)[] | null> {
    return this.#open?.id === id ? this.#open.readTiles(numbers) : null
  }

  async keepThumbnail(id: string, bytes: Uint8Array): Promise<void> {
    if (!(await this.#options.shelf.has(id))) return
    await writeWhole(join(this.#options.shelf.pathOf(id), 'thumbnail.png'), bytes)
  }

  thumbnail(id: string): ReturnType<Studio['pictures']['picture']> {
    return this.#thumbnailBytes(id).then((bytes) => bytes && { mime: 'image/png', bytes })
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      for (const timer of this.#timers) clearTimeout(timer)
      for (const folder of [this.#before, this.#open]) if (folder) await this.#putAway(folder)
      this.#open = this.#before = null
      await rm(this.#marker, { force: true })
    })
  }

  #thumbnailBytes(id: string): Promise<Uint8Array | null> {
    return readFile(join(this.#options.shelf.pathOf(id), 'thumbnail.png')).catch(() => null)
  }

  async #openFile(path: string): Promise<OpenedDocument> {
    const known = await this.#linked(path)
    if (known) return this.#show(known)
    const id = await takeVersoFile(this.#options, path)
    await this.#unlink(path, id)
    return this.#show(id)
  }

  /** The document that this file was saved from or opened as, when neither has changed since. */
  async #linked(path: string): Promise<string | null> {
    for (const { id, about } of await this.#options.shelf.list()) {
      const { file } = about
      if (file?.path !== path) continue
      const open = [this.#open, this.#before].find((each) => each?.id === id)
      const state = open ? open.state : await this.#stateOf(id)
      const now = state && (await fileMark(path, state).catch(() => null))
      const same = now && now.size === file.size && now.modified === file.modified
      if (same && canvasHash(state) === file.canvas) return id
    }
    return null
  }

  async #stateOf(id: string): Promise<StoredState | null> {
    const folder = await DocumentFolder.open(this.#options.shelf.pathOf(id)).catch(() => null)
    await folder?.close()
    return folder?.state ?? null
  }

  /** The file belongs to one document alone; any other that did stays in the library, on its own. */
  async #unlink(path: string, except: string): Promise<void> {
    for (const { id, about } of await this.#options.shelf.list()) {
      if (id !== except && about.file?.path === path) await this.#options.shelf.describe(id, { file: null })
    }
  }

  async #show(id: string): Promise<OpenedDocument> {
    const { shelf, clock, onFault } = this.#options
    if (this.#open?.id === id) return this.#describe(this.#open)
    const back = this.#before?.id === id ? this.#before : null
    const folder = back ?? (await DocumentFolder.open(shelf.pathOf(id)))
    if (!back && this.#before) await this.#putAway(this.#before)
    for (const timer of this.#timers) clearTimeout(timer)
    this.#before = this.#open
    this.#open = folder
    const now = clock().toISOString()
    if (this.#before) {
      await shelf.describe(this.#before.id, { changedAt: now, ...sizesOf(this.#before.state) }).catch(onFault)
    }
    await shelf.describe(id, { openedAt: now }).catch(onFault)
    await writeWhole(this.#marker, Buffer.from(JSON.stringify({ id }))).catch(onFault)
    this.#timers = [
      setInterval(() => void this.#tidy(folder).catch(onFault), snapshotMs),
      setTimeout(() => void folder.compact(worthBytes).catch(onFault), snapshotMs / 2),
    ]
    for (const timer of this.#timers) timer.unref()
    const opened = await this.#describe(folder)
    const { damage } = folder
    return damage
      ? { ...opened, problems: [...opened.problems, toAppError(damageReport(opened.name, damage))] }
      : opened
  }

  async #describe(folder: DocumentFolder): Promise<OpenedDocument> {
    const { id, state, next } = folder
    const { name, file } = await this.#options.shelf.about(id)
    const problems = this.#problems
    this.#problems = []
    return { id, name, path: file?.path ?? null, state, next, problems }
  }

  async #tidy(folder: DocumentFolder): Promise<void> {
    if (folder.tidy) return
    await folder.snapshot()
    const changedAt = this.#options.clock().toISOString()
    await this.#options.shelf.describe(folder.id, { changedAt, ...sizesOf(folder.state) })
  }

  async #putAway(folder: DocumentFolder): Promise<void> {
    await this.#tidy(folder).catch(this.#options.onFault)
    await folder.close()
  }

  /** Documents of an earlier Verso become today's; their rows stay. */
  async #takeLegacy(): Promise<void> {
    const { shelf, store, clock } = this.#options
    const { db } = store.library
    const maskOf = (sha256: string) => findItem(db, sha256)?.record?.request.mask ?? null
    for (const old of legacyDocuments(db).reverse()) {
      if (await shelf.has(old.id)) continue
      const { state, tiles, problems } = await convertLegacy(old, { pixelsOf: store.pixelsOf, maskOf })
      const now = clock().toISOString()
      const about = AboutDocument.parse({ createdAt: now, changedAt: now, openedAt: now, ...sizesOf(state) })
      await shelf.add(old.id, state, about, async (file) => {
        const places = await file.append([...tiles.values()])
        return new Map(
          [...tiles.keys()].flatMap((number, index) => {
            const place = places[index]
            return place ? [[number, place]] : []
          }),
        )
      })
      this.#problems.push(...problems)
    }
  }

  #mustBeOpen(): DocumentFolder {
    if (this.#open) return this.#open
    throw new VersoError('not-found', 'No document is open.')
  }

  /** What fails is said with the document that opens in its place. */
  async #attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      this.#problems.push(toAppError(error))
      return null
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#line.then(work)
    this.#line = turn.catch(() => undefined)
    return turn
  }
}
