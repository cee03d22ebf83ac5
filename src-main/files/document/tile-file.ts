import type { FileHandle } from 'node:fs/promises'
import type { Disk } from '../atomic-write.ts'
import { asWriteError } from '../disk-error.ts'
import { packTile, unpackTile, type TilePlace } from './tile-codec.ts'
import { readAll, writeAll } from './whole-writes.ts'

/** A file of packed tiles, one after another. It only grows; where each lies stands in the document's journal. */
export class TileFile {
  readonly path: string
  readonly #file: FileHandle
  /** The end of what was written in full; what a failed write left after it is written over. */
  #end: number
  #unsynced = false

  private constructor(path: string, file: FileHandle, end: number) {
    this.path = path
    this.#file = file
    this.#end = end
  }

  static async open(path: string, disk: Disk): Promise<TileFile> {
    const file = await disk.open(path, 'r+').catch(async (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return disk.open(path, 'wx+')
      throw asWriteError(error, path)
    })
    return new TileFile(path, file, (await file.stat()).size)
  }

  get bytes(): number {
    return this.#end
  }

  /** Packs and writes tiles; they are safe after `sync`. Throws `disk-full` and `library-read-only`. */
  async append(tiles: readonly Uint8Array[]): Promise<TilePlace[]> {
    const packed = await Promise.all(tiles.map((tile) => packTile(tile)))
    return this.appendPacked(packed)
  }

  /** Writes tiles that are packed already. */
  async appendPacked(
    packed: readonly (Omit<TilePlace, 'offset'> & { data: Uint8Array })[],
  ): Promise<TilePlace[]> {
    const places: TilePlace[] = []
    let offset = this.#end
    for (const { length, method, crc, size } of packed) {
      places.push({ offset, length, method, crc, size })
      offset += length
    }
    const bytes = packed.length === 1 ? packed[0]?.data : Buffer.concat(packed.map(({ data }) => data))
    try {
      this.#unsynced = true
      await writeAll(this.#file, bytes ?? new Uint8Array(), this.#end)
    } catch (error) {
      throw asWriteError(error, this.path)
    }
    this.#end = offset
    return places
  }

  /** Everything appended so far is on the disk when it resolves. */
  async sync(): Promise<void> {
    if (!this.#unsynced) return
    try {
      await this.#file.datasync()
    } catch (error) {
      throw asWriteError(error, this.path)
    }
    this.#unsynced = false
  }

  /** The tile's bytes as they lie in the file. */
  raw(place: TilePlace): Promise<Uint8Array> {
    return readAll(this.#file, place.offset, place.length)
  }

  /** The tile, or null when it is damaged. */
  async read(place: TilePlace): Promise<Uint8Array | null> {
    return unpackTile(await this.raw(place), place)
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}
