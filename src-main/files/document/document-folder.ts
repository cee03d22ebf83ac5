import { mkdir, readdir, rename } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { realDisk, type Disk } from '../atomic-write.ts'
import { asWriteError } from '../disk-error.ts'
import type { DocumentChange, StoredState } from '#shared/entities/document/document-journal.ts'
import { tilesOfDiff, tilesOfState } from '#shared/document/storage/fold.ts'
import { VersoError } from '#shared/errors.ts'
import { JournalFile, listJournals, nextJournal, writeSnapshot } from './journal-file.ts'
import { openJournal, type OpenedJournal } from './open-journal.ts'
import { followLine, readHead, type JournalState } from './read-journal.ts'
import { flattenPlaces, type TilePlace } from './tile-codec.ts'
import { TileFile } from './tile-file.ts'

/** What the window hands over at once: tiles under new numbers, and the change that names them. */
export interface Appended {
  readonly tiles: readonly { readonly number: number; readonly bytes: Uint8Array }[]
  /** Null when the tiles of one change come in several parts; the last part brings it. */
  readonly change: DocumentChange | null
}

/** After so many changes, or so many bytes of them, a snapshot makes the next start short. */
const snapshotChanges = 250
const snapshotBytes = 8 * 1024 * 1024

/**
 * A document on the disk: a journal of changes that only grows, and the tiles beside it. Tiles are safe before the
 * line that names them is written, so that a kill at any moment loses at most what was being written.
 */
export class DocumentFolder {
  readonly dir: string
  readonly id: string
  readonly damage: OpenedJournal['damage']
  readonly #disk: Disk
  #state: JournalState
  #tiles: TileFile
  readonly #retired: TileFile[] = []
  #journal: JournalFile
  /** Where tiles lie that no line has named yet. */
  #pending = new Map<number, TilePlace>()
  #since: number
  /** Bytes of the journal's own snapshot. */
  #base = 0
  #line: Promise<unknown> = Promise.resolve()

  private constructor(parts: {
    dir: string
    id: string
    disk: Disk
    state: JournalState
    tiles: TileFile
    journal: JournalFile
    since: number
    damage: OpenedJournal['damage']
  }) {
    this.dir = parts.dir
    this.id = parts.id
    this.#disk = parts.disk
    this.#state = parts.state
    this.#tiles = parts.tiles
    this.#journal = parts.journal
    this.#since = parts.since
    this.damage = parts.damage
  }

  /** Makes the folder of a new document. `fill` writes the tiles that its state names, and says where they lie. */
  static async create(
    dir: string,
    id: string,
    state: StoredState,
    fill: (tiles: TileFile) => Promise<Map<number, TilePlace>>,
    disk: Disk = realDisk,
  ): Promise<DocumentFolder> {
    await mkdir(dir, { recursive: true }).catch((error: unknown) => {
      throw asWriteError(error, dir)
    })
    const tiles = await TileFile.open(join(dir, 'tiles-000001.bin'), disk)
    const places = await fill(tiles)
    await tiles.sync()
    const steps = [...state.done, ...state.undone].map(({ step }) => step)
    const first: JournalState = {
      sequence: 0,
      state,
      places,
      nextTile: highest(places.keys()) + 1,
      nextStep: highest(steps) + 1,
    }
    const path = nextJournal(dir, null)
    const bytes = await writeSnapshot(path, id, tiles.path, first, disk)
    const journal = await JournalFile.open(path, bytes, disk)
    return new DocumentFolder({ dir, id, disk, state: first, tiles, journal, since: 0, damage: null })
  }

  /** Opens a document. Where its journal was damaged a whole one is begun, and the damaged one is put aside. */
  static async open(dir: string, disk: Disk = realDisk): Promise<DocumentFolder> {
    const opened = await openJournal(dir)
    const id = basename(dir)
    const tiles = await TileFile.open(join(dir, opened.tiles), disk)
    const { state, damage } = opened
    if (opened.current) {
      const journal = await JournalFile.open(opened.current.path, opened.current.bytes, disk)
      return new DocumentFolder({
        dir,
        id,
        disk,
        state,
        tiles,
        journal,
        since: opened.current.changes,
        damage,
      })
    }
    // Twice, as after any two snapshots: the older one stands in should the newer one be damaged.
    const first = nextJournal(dir, (await listJournals(dir)).at(-1) ?? null)
    await writeSnapshot(first, id, tiles.path, state, disk)
    const path = nextJournal(dir, first)
    const bytes = await writeSnapshot(path, id, tiles.path, state, disk)
    for (const bad of damage?.paths ?? []) await rename(bad, join(dir, `damaged-${basename(bad)}`))
    const journal = await JournalFile.open(path, bytes, disk)
    return new DocumentFolder({ dir, id, disk, state, tiles, journal, since: 0, damage })
  }

  get state(): StoredState {
    return this.#state.state
  }

  /** The first numbers that are free. */
  get next(): { readonly tile: number; readonly step: number } {
    return { tile: this.#state.nextTile, step: this.#state.nextStep }
  }

  /** Safe on the disk when it resolves; when it fails nothing has changed and it may be tried again. */
  append(appended: Appended): Promise<void> {
    return this.#inTurn(() => this.#append(appended))
  }

  /** Tiles by their numbers; null for one that is damaged or not there. */
  readTiles(numbers: readonly number[]): Promise<(Uint8Array | null)[]> {
    return Promise.all(
      numbers.map((number) => {
        const place = this.#placeOf(number)
        return place ? this.#tiles.read(place) : Promise.resolve(null)
      }),
    )
  }

  /** A tile as it lies on the disk, to be copied elsewhere without packing it anew. */
  async readPacked(number: number): Promise<{ place: TilePlace; data: Uint8Array } | null> {
    const place = this.#placeOf(number)
    return place ? { place, data: await this.#tiles.raw(place) } : null
  }

  /** Begins a new journal from the state as it is, so that the next start is short. */
  snapshot(): Promise<void> {
    return this.#inTurn(() => this.#snapshot(this.#tiles))
  }

  /** Copies the tiles that can still be seen to a new file when most of the old one is of no use. */
  compact(worthBytes: number): Promise<void> {
    return this.#inTurn(() => this.#compact(worthBytes))
  }

  /** True when nothing has changed since the last snapshot. */
  get tidy(): boolean {
    return this.#since === 0
  }

  /** Waits for what is being written. */
  async close(): Promise<void> {
    await this.#inTurn(async () => {
      for (const tiles of [this.#tiles, ...this.#retired]) await tiles.close()
      await this.#journal.close()
    })
  }

  #placeOf(number: number): TilePlace | undefined {
    return this.#state.places.get(number) ?? this.#pending.get(number)
  }

  /** Writes never overlap, and one that failed does not hold up the next. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#line.then(work)
    this.#line = turn.catch(() => undefined)
    return turn
  }

  async #append({ tiles, change }: Appended): Promise<void> {
    const fresh = tiles.filter(({ number }) => !this.#placeOf(number))
    const places = await this.#tiles.append(fresh.map(({ bytes }) => bytes))
    for (const [index, { number }] of fresh.entries()) {
      const place = places[index]
      if (place) this.#pending.set(number, place)
    }
    if (!change) return
    this.#checkTiles(change)
    const flat = flattenPlaces(this.#pending)
    const line = { sequence: this.#state.sequence + 1, places: flat, change }
    const next = followLine({ ...this.#state, places: new Map(this.#state.places) }, line)
    if (!next)
      throw new VersoError('bad-request', 'This change does not follow on the document as it is stored.')
    await this.#tiles.sync()
    await this.#journal.append(line)
    this.#pending.clear()
    this.#state = next
    this.#since++
    // The change is safe already; a snapshot that fails is tried again at the next one.
    if (this.#since >= snapshotChanges || this.#journal.bytes >= snapshotBytes + this.#base) {
      await this.#snapshot(this.#tiles).catch(() => undefined)
    }
  }

  #checkTiles(change: DocumentChange): void {
    const diffs = [...change.steps.map(({ diff }) => diff), ...(change.present ? [change.present] : [])]
    const named = diffs.flatMap((diff) => [...tilesOfDiff(diff, 'before'), ...tilesOfDiff(diff, 'after')])
    const missing = named.find(([number]) => !this.#placeOf(number))
    if (!missing) return
    throw new VersoError('bad-request', `The change names tile ${missing[0]}, which was never stored.`)
  }

  async #snapshot(tiles: TileFile): Promise<void> {
    const path = nextJournal(this.dir, this.#journal.path)
    const bytes = await writeSnapshot(path, this.id, tiles.path, this.#state, this.#disk)
    const journal = await JournalFile.open(path, bytes, this.#disk)
    await this.#journal.close()
    this.#journal = journal
    this.#base = bytes
    this.#since = 0
    await this.#dropOld()
  }

  async #compact(worthBytes: number): Promise<void> {
    const live = tilesOfState(this.#state.state)
    const kept = [...this.#state.places].filter(([number]) => live.has(number))
    const used = kept.reduce((sum, [, { length }]) => sum + length, 0)
    if (this.#pending.size > 0 || this.#tiles.bytes - used < Math.max(worthBytes, used)) return
    const number = Number(basename(this.#tiles.path).slice(6, 12)) + 1
    const path = join(this.dir, `tiles-${String(number).padStart(6, '0')}.bin`)
    await this.#disk.rm(path, { force: true })
    const tiles = await TileFile.open(path, this.#disk)
    const places = await copyTiles(this.#tiles, tiles, kept)
    await tiles.sync()
    const old = this.#tiles
    const before = this.#state
    this.#state = { ...before, places }
    try {
      await this.#snapshot(tiles)
    } catch (error) {
      this.#state = before
      await tiles.close()
      throw error
    }
    this.#tiles = tiles
    // Somebody may be reading it at this moment.
    this.#retired.push(old)
  }

  /** The journal before this one stays, and the tiles it names: should this one be damaged, it says the same. */
  async #dropOld(): Promise<void> {
    const journals = await listJournals(this.dir)
    const kept = journals.slice(-2)
    for (const path of journals.slice(0, -2)) await this.#disk.rm(path, { force: true })
    const heads = await Promise.all(kept.map(async (path) => (await readHead(path))?.tiles))
    for (const name of await readdir(this.dir)) {
      const unused = /^tiles-\d{6}\.bin$/.test(name) && !heads.includes(name)
      if (unused && heads.every(Boolean)) await this.#disk.rm(join(this.dir, name), { force: true })
    }
  }
}

async function copyTiles(
  from: TileFile,
  to: TileFile,
  kept: readonly (readonly [number, TilePlace])[],
): Promise<Map<number, TilePlace>> {
  const places = new Map<number, TilePlace>()
  for (const [number, place] of kept) {
    const data = await from.raw(place)
    // A damaged tile stays one: its checksum goes along.
    const [copied] = await to.appendPacked([{ ...place, data, length: data.length }])
    if (copied) places.set(number, copied)
  }
  return places
}

function highest(numbers: Iterable<number>): number {
  let most = 0
  for (const number of numbers) most = Math.max(most, number)
  return most
}
