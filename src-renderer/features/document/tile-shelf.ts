import type { Tile } from '#shared/document/pixels.ts'
import { VersoError } from '#shared/errors.ts'
import { tilesUrl } from '#client/pictures.ts'

/** Bytes a pixel of tiles by their numbers. */
export type WantedTiles = ReadonlyMap<number, 1 | 4>

const tilesInOneRequest = 256
const requestsAtOnce = 2

/**
 * Tiles of a document by the numbers under which they lie on the disk. It holds on to those that are wanted soon; any
 * other is here only as long as the document or its history has it, and is read again when an old step needs it.
 */
export class TileShelf {
  readonly #documentId: string
  readonly #tiles = new Map<number, WeakRef<Tile>>()
  #held = new Map<number, Tile>()
  readonly #onRead: (tile: Tile, number: number) => void
  #damaged = 0
  /** What is likely to be wanted next. */
  ahead: () => WantedTiles = () => new Map()

  constructor(documentId: string, onRead: (tile: Tile, number: number) => void) {
    this.#documentId = documentId
    this.#onRead = onRead
  }

  /** How many tiles could not be read, and so are empty. */
  get damaged(): number {
    return this.#damaged
  }

  /** Tells it of a tile that was stored. */
  learn(tile: Tile, number: number): void {
    this.#tiles.set(number, new WeakRef(tile))
  }

  has(number: number): boolean {
    return this.#get(number) !== undefined
  }

  /** A tile that is here; throws for one that isn't. */
  tile(number: number): Tile {
    const tile = this.#get(number)
    if (!tile) throw new VersoError('internal', `Tile ${String(number)} is asked for before it was read.`)
    return tile
  }

  /** Reads what is not here, without holding anything up. The tiles stay as long as the caller has the answer. */
  async fetch(wanted: WantedTiles): Promise<readonly Tile[]> {
    const batches = inBatches(wanted, (number) => !this.has(number))
    const read: Tile[] = []
    const worker = async () => {
      for (let batch = batches.shift(); batch; batch = batches.shift()) {
        const response = await fetch(tilesUrl(this.#documentId, [...batch.keys()]))
        if (response.status !== 200) throw unreadable(this.#documentId)
        read.push(...this.#take(batch, new Uint8Array(await response.arrayBuffer())))
      }
    }
    await Promise.all(Array.from({ length: requestsAtOnce }, worker))
    return read
  }

  /**
   * Reads what is not here at once, holding the window up: an undo comes before whatever the artist does next. Tiles
   * of the nearest steps are held, so this is for somebody who goes back faster than the disk is read. What was read
   * stays until the caller is done.
   */
  ensure(wanted: WantedTiles): void {
    if ([...wanted.keys()].every((number) => this.has(number))) return
    // Where one is missing the next ones are, too: they come in the same request.
    const all = new Map([...wanted, ...this.ahead()])
    for (const batch of inBatches(all, (number) => !this.has(number))) {
      const request = new XMLHttpRequest()
      request.open('GET', tilesUrl(this.#documentId, [...batch.keys()]), false)
      // A request that is waited for gives text alone: this charset keeps every byte in the low half of a letter.
      request.overrideMimeType('text/plain; charset=x-user-defined')
      request.send()
      if (request.status !== 200) throw unreadable(this.#documentId)
      const text = request.responseText
      const bytes = new Uint8Array(text.length)
      for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i)
      const tiles = this.#take(batch, bytes)
      for (const [index, number] of [...batch.keys()].entries()) {
        const tile = tiles[index]
        if (tile) this.#held.set(number, tile)
      }
    }
  }

  /** Keeps these in memory, and lets go of those held before. */
  hold(wanted: WantedTiles): void {
    const held = new Map<number, Tile>()
    for (const number of wanted.keys()) {
      const tile = this.#tiles.get(number)?.deref()
      if (tile) held.set(number, tile)
    }
    this.#held = held
  }

  #get(number: number): Tile | undefined {
    return this.#held.get(number) ?? this.#tiles.get(number)?.deref()
  }

  /** Each tile's length and bytes, in the order asked for; a damaged one has none, and comes empty. */
  #take(batch: WantedTiles, bytes: Uint8Array<ArrayBuffer>): Tile[] {
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    let at = 0
    return [...batch].map(([number, channels]) => {
      const size = 65_536 * channels
      const length = at + 4 <= bytes.length ? view.getUint32(at, true) : 0
      const tile = new Uint8ClampedArray(size)
      if (length === size && at + 4 + size <= bytes.length) tile.set(bytes.subarray(at + 4, at + 4 + size))
      else this.#damaged++
      at += 4 + length
      // Whoever came first counts: a tile is one value.
      const known = this.#tiles.get(number)?.deref()
      if (known) return known
      this.learn(tile, number)
      this.#onRead(tile, number)
      return tile
    })
  }
}

function inBatches(wanted: WantedTiles, missing: (number: number) => boolean): Map<number, 1 | 4>[] {
  const batches: Map<number, 1 | 4>[] = []
  for (const [number, channels] of wanted) {
    if (!missing(number)) continue
    if ((batches.at(-1)?.size ?? tilesInOneRequest) >= tilesInOneRequest) batches.push(new Map())
    batches.at(-1)?.set(number, channels)
  }
  return batches
}

function unreadable(documentId: string): VersoError {
  return new VersoError(
    'document-damaged',
    'The pixels of this step cannot be read from the disk. Try again; if it stays, save a copy of the document.',
    { subject: documentId },
  )
}
