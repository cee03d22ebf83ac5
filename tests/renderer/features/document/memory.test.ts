import { expect, it, vi } from 'vitest'
import * as history from '#shared/document/history.ts'
import type { Tile } from '#shared/document/pixels.ts'
import { Recorder } from '#shared/document/storage/recorder.ts'
import { applyStored } from '#shared/document/storage/stored-diff.ts'
import { tilesOfDiff } from '#shared/document/storage/fold.ts'
import { fetchSoon, spillSteps } from '#features/document/memory.ts'
import { TileShelf } from '#features/document/tile-shelf.ts'
import { plainTile, sampleDraft, startWork, withHashes } from '#tests/support/documents/canvas-history.ts'
import { newDocument } from '#shared/document/canvas-document.ts'

const tileBytes = 262_144

/** Forty painted tiles, all stored; the tiles by their numbers. */
function painted() {
  const work = startWork()
  const recorder = new Recorder(history.startHistory(newDocument('d')), sampleDraft, { tile: 1, step: 1 })
  for (let value = 1; value <= 40; value++) work.paint(value)
  const recording = recorder.record(work.history(), sampleDraft)
  recording?.stored()
  const tiles = new Map<number, Tile>(recording?.tiles.map(({ number, tile }) => [number, tile]))
  return { current: work.history(), recorder, tiles }
}

it('lets the tiles of far steps go, and undo goes through them all the same', () => {
  const { current, recorder, tiles } = painted()
  const spilled = spillSteps(current, recorder, 5 * tileBytes)
  const kept = spilled.done.filter((entry) => 'kept' in entry)
  expect(kept).toHaveLength(40 - 5)
  expect(spilled.done.slice(-5)).toEqual(current.done.slice(-5))
  expect(spillSteps(spilled, recorder, 5 * tileBytes), 'nothing more to do').toBe(spilled)
  // The steps are the same ones, so nothing has to be written.
  expect(recorder.record(spilled, sampleDraft)).toBeNull()
  const replay: history.Replay = (document, { diff }, side) =>
    applyStored(document, diff, side, (number) => tiles.get(number) ?? plainTile(0))
  let [live, short] = [current, spilled]
  for (let step = 0; step < 40; step++) {
    live = history.undo(live)
    short = history.undo(short, replay)
    expect(withHashes(short.present)).toEqual(withHashes(live.present))
  }
  for (let step = 0; step < 40; step++) short = history.redo(short, replay)
  expect(withHashes(short.present)).toEqual(withHashes(current.present))
})

it('keeps steps that are not stored yet', () => {
  const { current, recorder } = painted()
  const work = startWork()
  work.paint(1)
  work.paint(2)
  const both = { ...current, done: [...current.done, ...work.history().done] }
  const spilled = spillSteps(both, recorder, 0)
  expect(spilled.done.filter((entry) => 'kept' in entry).length).toBeGreaterThan(30)
  expect(spilled.done.slice(-2)).toEqual(both.done.slice(-2))
})

it('takes no empty answer for tiles: the document was put away meanwhile', async () => {
  vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }))
  const shelf = new TileShelf('d', () => undefined)
  await expect(shelf.fetch(new Map([[1, 4]]))).rejects.toThrow(/cannot be read/)
  vi.unstubAllGlobals()
})

it('reads the tiles of the next steps before they are wanted, and damaged ones as empty', async () => {
  const { current, recorder, tiles } = painted()
  const asked: number[] = []
  vi.stubGlobal('fetch', async (url: string) => {
    const numbers = url.split('/').at(-1)?.split(',').map(Number) ?? []
    asked.push(...numbers)
    const parts = numbers.map((number) => {
      const head = Buffer.alloc(4)
      if (number === 5) return head
      head.writeUInt32LE(tileBytes)
      return Buffer.concat([head, new Uint8Array(tiles.get(number)?.buffer ?? new ArrayBuffer(tileBytes))])
    })
    return new Response(Buffer.concat(parts))
  })
  const read = new Map<number, Tile>()
  const shelf = new TileShelf('d', (tile, number) => read.set(number, tile))
  const spilled = spillSteps(current, recorder, 0)
  await fetchSoon(spilled, shelf)
  vi.unstubAllGlobals()
  const wanted = spilled.done.flatMap((entry) =>
    'kept' in entry ? [...tilesOfDiff(entry.kept.diff, 'before').keys()] : [],
  )
  expect([...asked].sort()).toEqual([...new Set(wanted)].sort())
  for (const number of wanted) {
    const expected = number === 5 ? plainTile(0) : (tiles.get(number) ?? plainTile(0))
    expect(withHashes(shelf.tile(number))).toEqual(withHashes(expected))
    expect(shelf.tile(number)).toBe(read.get(number))
  }
  expect(shelf.damaged).toBe(wanted.includes(5) ? 1 : 0)
  expect(wanted).toContain(5)
})
