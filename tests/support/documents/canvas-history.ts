import { crc32 } from 'node:zlib'
import { newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, changeLayer, removeLayer, setBox } from '#shared/document/edits.ts'
import type { Edit } from '#shared/document/edits.ts'
import * as history from '#shared/document/history.ts'
import { type Tile, tileKey, withTiles } from '#shared/document/pixels.ts'
import { type NumberedTile, Recorder } from '#shared/document/storage/recorder.ts'
import { encodeCanvas } from '#shared/document/storage/stored-canvas.ts'
import type { DocumentChange, StoredDraft, StoredState } from '#shared/entities/document/document-journal.ts'
import { GenerationRequest } from '#shared/entities/generation-request.ts'

const { init: _init, mask: _mask, ...request } = GenerationRequest.parse({ prompt: 'a', seed: 1 })
export const sampleDraft: StoredDraft = { request, seedLocked: false }

/** An empty page as it is stored. */
export function emptyState(width = 512, height = 512): StoredState {
  const canvas = encodeCanvas(newDocument('d', width, height), () => 0)
  return { canvas, done: [], undone: [], draft: sampleDraft }
}

/** A tile of one value. */
export function plainTile(value: number, channels: 1 | 4 = 4): Tile {
  return new Uint8ClampedArray(65_536 * channels).fill(value)
}

/** Tiles are never changed, so each is hashed once. */
const hashes = new WeakMap<Uint8ClampedArray, string>()

/** The same document with a number in place of each tile's pixels: they differ where the pixels do, and compare fast. */
export function withHashes(value: unknown): unknown {
  if (value instanceof Uint8ClampedArray) {
    const known = hashes.get(value) ?? `${String(value.length)}:${String(crc32(value))}`
    hashes.set(value, known)
    return known
  }
  if (value instanceof Map) return [...value].sort().map(([key, inner]) => [key, withHashes(inner)] as const)
  if (Array.isArray(value)) return value.map(withHashes)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withHashes(inner)]))
}

/** A document that is worked on, and the lines that its journal would get. */
export interface Work {
  history(): history.History
  edit(edit: Edit): void
  undo(): void
  redo(): void
  /** Paints one tile of layer `a`. */
  paint(value: number): void
  /** What is to be stored, marked as stored at once. */
  take(): { change: DocumentChange; tiles: readonly NumberedTile[] } | null
}

export function startWork(): Work {
  const cell = { history: history.startHistory(newDocument('d')) }
  const recorder = new Recorder(cell.history, sampleDraft, { tile: 1, step: 1 })
  const edit = (change: Edit) => {
    cell.history = history.commit(history.show(history.mark(cell.history), change), 'step.brush')
  }
  return {
    history: () => cell.history,
    edit,
    undo: () => (cell.history = history.undo(cell.history)),
    redo: () => (cell.history = history.redo(cell.history)),
    paint(value) {
      edit((document) => {
        const layer = document.layers['a']
        if (!layer) return addLayer(newLayer('a', 'raster', 'A'))(document)
        const tiles = new Map([[tileKey(value % 2, 0), plainTile(value % 256)]])
        return changeLayer('a', { pixels: withTiles(layer.pixels, tiles) })(document)
      })
    },
    take() {
      const recording = recorder.record(cell.history, sampleDraft)
      recording?.stored()
      return recording
    },
  }
}

/** Does something or other, the same for the same `seed`. */
export function someStep(work: Work, seed: number): void {
  const turn = (seed * 7919) % 11
  if (turn < 6) work.paint(seed)
  else if (turn === 6) work.undo()
  else if (turn === 7) work.redo()
  else if (turn === 8) work.edit(setBox({ x: seed, y: 0, width: 64, height: 64 }))
  else if (turn === 9) work.edit(addLayer(newLayer(`m${String(seed)}`, 'mask', 'Mask')))
  else work.edit(removeLayer(work.history().present.order.find((id) => id !== 'a') ?? ''))
}
