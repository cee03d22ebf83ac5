import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { openJournal } from '#files/document/open-journal.ts'
import { unpackTile } from '#files/document/tile-codec.ts'
import { readAll } from '#files/document/whole-writes.ts'
import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import { tilesOfCanvas } from '#shared/document/storage/fold.ts'
import { decodeCanvas } from '#shared/document/storage/stored-canvas.ts'

/** A document as it lies in a library's folder at this moment, with its pixels, whoever has it open. */
export async function readStoredDocument(library: string, id: string): Promise<CanvasDocument> {
  const folder = join(library, 'documents', id)
  const { state, tiles: name } = await openJournal(folder)
  const file = await open(join(folder, name), 'r')
  const tiles = new Map<number, Uint8ClampedArray<ArrayBuffer>>()
  try {
    for (const number of tilesOfCanvas(state.state.canvas).keys()) {
      const place = state.places.get(number)
      const bytes = place && (await unpackTile(await readAll(file, place.offset, place.length), place))
      if (!bytes) throw new Error(`Tile ${String(number)} of ${folder} is damaged.`)
      tiles.set(number, new Uint8ClampedArray(bytes))
    }
  } finally {
    await file.close()
  }
  return decodeCanvas(id, state.state.canvas, (number) => tiles.get(number) ?? new Uint8ClampedArray())
}
