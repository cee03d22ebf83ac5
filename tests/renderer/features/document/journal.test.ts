import { expect, it } from 'vitest'
import { foldChange } from '#shared/document/storage/fold.ts'
import { newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, changeLayer } from '#shared/document/edits.ts'
import type { DocumentChange } from '#shared/entities/document/document-journal.ts'
import type { Result } from '#shared/result.ts'
import { createStore } from '#shared/store.ts'
import { createEditor } from '#editor/editor.ts'
import { Journal, type SaveState } from '#features/document/journal.ts'
import { loadDocument, newState } from '#features/document/load-document.ts'
import type { FeatureParts } from '#features/feature.ts'
import { createNotices } from '#ui/notices.ts'

const full: Result<null> = {
  ok: false,
  error: { code: 'disk-full', message: 'The disk is full: free some space.', subject: 'a' },
}

/** A journal of an empty document whose disk answers as `disk.answer` says. */
async function start() {
  const state = newState(64, 64)
  const opened = { id: 'd', name: '', path: null, state, next: { tile: 1, step: 1 }, problems: [] }
  const loaded = await loadDocument(opened)
  const editor = createEditor(loaded.history.present, loaded.draft)
  const kept: DocumentChange[] = []
  const disk: { answer: () => Promise<Result<null>> } = {
    answer: () => Promise.resolve({ ok: true, value: null }),
  }
  const keep = async (message: { change?: DocumentChange | null }) => {
    const answer = await disk.answer()
    if (answer.ok && message.change) kept.push(message.change)
    return answer
  }
  const notices = createNotices()
  const parts = { editor, notices, client: { keep } } as unknown as FeatureParts
  const shown = createStore<SaveState>('saved')
  const journal = new Journal(parts, loaded, shown)
  editor.open(loaded.history, loaded.draft, loaded.replay)
  editor.history.subscribe(() => journal.stepped())
  const stored = () => kept.reduce(foldChange, state)
  return { editor, journal, disk, kept, notices, shown, stored, loaded }
}

it('says what to do when the disk is full, keeps all in memory, and stores it when there is room', async () => {
  const { editor, journal, disk, kept, notices, shown, stored } = await start()
  editor.edit('step.new-layer', addLayer(newLayer('a', 'raster', 'A')))
  expect(await journal.flush()).toBe(true)
  disk.answer = () => Promise.resolve(full)
  editor.edit('step.move', changeLayer('a', { x: 5 }))
  expect(await journal.flush()).toBe(false)
  expect(shown.get()).toBe('failed')
  expect(notices.list.get()).toMatchObject([
    { tone: 'error', textKey: 'error.disk-full.named', action: { labelKey: 'action.try-again' } },
  ])
  editor.edit('step.move', changeLayer('a', { x: 6 }))
  editor.undo()
  expect(await journal.flush()).toBe(false)
  expect(notices.list.get(), 'said once').toHaveLength(1)
  expect(stored().canvas.layers['a']?.facts.x).toBe(0)
  disk.answer = () => Promise.resolve({ ok: true, value: null })
  expect(await journal.flush()).toBe(true)
  expect(shown.get()).toBe('saved')
  expect(kept).toHaveLength(2)
  const { canvas, done, undone } = stored()
  expect(canvas.layers['a']?.facts.x).toBe(5)
  expect([done.length, undone.length]).toEqual([2, 1])
  journal.stop()
})

it('says "saved" only when nothing waits', async () => {
  const { editor, journal, disk, shown, stored } = await start()
  const states: SaveState[] = []
  shown.subscribe(() => states.push(shown.get()))
  const answers: (() => void)[] = []
  disk.answer = () => new Promise((resolve) => answers.push(() => resolve({ ok: true, value: null })))
  editor.edit('step.new-layer', addLayer(newLayer('a', 'raster', 'A')))
  editor.edit('step.move', changeLayer('a', { x: 5 }))
  const settled = journal.flush()
  answers.shift()?.()
  await new Promise((resolve) => setTimeout(resolve))
  expect(states).toEqual(['saving'])
  answers.shift()?.()
  await settled
  expect(states).toEqual(['saving', 'saved'])
  expect(stored().done).toHaveLength(2)
  journal.stop()
})

it('never writes one document into the journal of another', async () => {
  const one = await start()
  const other = await loadDocument({
    ...{ id: 'other', name: '', path: null, state: newState(32, 32), problems: [] },
    next: { tile: 1, step: 1 },
  })
  one.editor.open(other.history, other.draft, other.replay)
  expect(await one.journal.flush()).toBe(true)
  expect(one.kept).toEqual([])
  one.journal.stop()
})
