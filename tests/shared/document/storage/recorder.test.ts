import { describe, expect, it } from 'vitest'
import { newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, changeLayer, setBox } from '#shared/document/edits.ts'
import * as history from '#shared/document/history.ts'
import type { Tile } from '#shared/document/pixels.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { foldChange } from '#shared/document/storage/fold.ts'
import { Recorder } from '#shared/document/storage/recorder.ts'
import { decodeCanvas, encodeCanvas } from '#shared/document/storage/stored-canvas.ts'
import { applyStored } from '#shared/document/storage/stored-diff.ts'
import { DocumentChange, StoredState } from '#shared/entities/document/document-journal.ts'
import {
  emptyState,
  plainTile,
  sampleDraft,
  someStep,
  startWork,
  withHashes,
} from '#tests/support/documents/canvas-history.ts'

describe('what is stored', () => {
  it('is what the window holds, whatever is done, and however often it is written', () => {
    for (const every of [1, 2, 5]) {
      const work = startWork()
      const tiles = new Map<number, Tile>()
      let state = emptyState()
      for (let seed = 1; seed <= 120; seed++) {
        someStep(work, seed)
        if (seed % every > 0) continue
        const taken = work.take()
        if (!taken) continue
        for (const { number, tile } of taken.tiles) tiles.set(number, tile)
        state = foldChange(state, DocumentChange.parse(JSON.parse(JSON.stringify(taken.change))))
      }
      const tileOf = (number: number): Tile => tiles.get(number) ?? plainTile(0)
      const { present, done, undone } = work.history()
      const restored = decodeCanvas('d', state.canvas, tileOf)
      expect(withHashes(restored)).toEqual(withHashes(present))
      expect([state.done.length, state.undone.length]).toEqual([done.length, undone.length])
      expect(StoredState.parse(state)).toEqual(state)
      // Every step back, and all of them again, gives what the live history gives.
      let [live, kept] = [work.history(), restored]
      for (const step of state.done.toReversed()) {
        live = history.undo(live)
        kept = applyStored(kept, step.diff, 'before', tileOf)
        expect(withHashes(kept)).toEqual(withHashes(live.present))
      }
      for (const step of state.done) {
        live = history.redo(live)
        kept = applyStored(kept, step.diff, 'after', tileOf)
        expect(withHashes(kept)).toEqual(withHashes(live.present))
      }
    }
  })

  it('names a tile once, and again only where it could not be stored', () => {
    let current = history.startHistory(newDocument('d'))
    const recorder = new Recorder(current, sampleDraft, { tile: 5, step: 3 })
    const pixels = pixelsFrom(plainTile(9), { x: 0, y: 0, width: 256, height: 256 }, 4)
    const edit = addLayer({ ...newLayer('a', 'raster', 'A'), pixels })
    current = history.commit(history.show(history.mark(current), edit), 'step.import')
    expect(recorder.record(current, sampleDraft)?.tiles.map(({ number }) => number)).toEqual([5])
    const again = recorder.record(current, sampleDraft)
    expect(again?.tiles.map(({ number }) => number)).toEqual([5])
    expect(again?.change.steps.map(({ step }) => step)).toEqual([3])
    again?.stored()
    expect(recorder.record(current, sampleDraft)).toBeNull()
    const copy = addLayer({ ...newLayer('b', 'raster', 'B'), pixels })
    current = history.commit(history.show(history.mark(current), copy), 'step.duplicate-layer')
    expect(recorder.record(current, sampleDraft)?.tiles).toEqual([])
  })

  it('leaves a gesture in hand out, and keeps what arrives in its middle', () => {
    const start = history.startHistory(newDocument('d'))
    const recorder = new Recorder(start, sampleDraft, { tile: 1, step: 1 })
    const gesture = history.show(history.mark(start), setBox({ x: 1, y: 1, width: 9, height: 9 }))
    expect(recorder.record(gesture, sampleDraft)).toBeNull()
    const amended = history.amend(gesture, addLayer(newLayer('a', 'mask', 'A')))
    const layers = recorder.record(amended, sampleDraft)?.change.present?.layers
    expect(Object.keys(layers ?? {})).toEqual(['a'])
  })

  it('lets the oldest steps fall off', () => {
    const work = startWork()
    work.paint(0)
    let state = emptyState()
    for (let x = 1; x <= history.historyLimit + 40; x++) {
      work.edit(changeLayer('a', { x }))
      const taken = x % 3 === 0 ? work.take() : null
      if (taken) state = foldChange(state, taken.change)
    }
    const last = work.take()
    if (last) state = foldChange(state, last.change)
    expect(state.done).toHaveLength(history.historyLimit)
    expect(state.canvas.layers['a']?.facts.x).toBe(history.historyLimit + 40)
  })

  it('holds a selection, and masks turned into colours', () => {
    let current = history.startHistory(newDocument('d'))
    const one = { channels: 1, tiles: new Map([[7, plainTile(200, 1)]]) } as const
    const four = { channels: 4, tiles: new Map([[7, plainTile(200)]]) } as const
    const origins = { map: one, pictures: ['a'.repeat(64)] }
    const steps = [
      addLayer({ ...newLayer('m', 'mask', 'M'), pixels: one }),
      (document: typeof current.present) => ({ ...document, selection: one }),
      (document: typeof current.present) => {
        const layer = { ...newLayer('m', 'raster', 'M'), pixels: four, origins }
        return { ...document, layers: { ...document.layers, m: layer } }
      },
      (document: typeof current.present) => ({ ...document, selection: null }),
    ]
    const recorder = new Recorder(current, sampleDraft, { tile: 1, step: 1 })
    const tiles = new Map<number, Tile>()
    let state = emptyState()
    const seen = [current.present]
    for (const step of steps) {
      current = history.commit(history.show(history.mark(current), step), 'step.convert')
      seen.push(current.present)
      const recording = recorder.record(current, sampleDraft)
      recording?.stored()
      for (const { number, tile } of recording?.tiles ?? []) tiles.set(number, tile)
      if (recording) state = foldChange(state, recording.change)
    }
    const tileOf = (number: number): Tile => tiles.get(number) ?? plainTile(0)
    let kept = decodeCanvas('d', state.canvas, tileOf)
    for (const step of state.done.toReversed()) {
      expect(withHashes(kept)).toEqual(withHashes(seen.pop()))
      kept = applyStored(kept, step.diff, 'before', tileOf)
    }
    expect(withHashes(kept)).toEqual(withHashes(seen.pop()))
    expect(encodeCanvas(kept, () => 0)).toEqual(emptyState().canvas)
  })
})
