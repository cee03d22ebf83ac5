import { describe, expect, it } from 'vitest'
import {
  type CanvasDocument,
  type StagedCandidate,
  newDocument,
  newLayer,
} from '#shared/document/canvas-document.ts'
import {
  addCandidate,
  addLayer,
  changeLayer,
  removeCandidates,
  removeLayer,
  setBox,
} from '#shared/document/edits.ts'
import { moveLayers } from '#shared/document/layers/arrange.ts'
import type { Edit } from '#shared/document/edits.ts'
import {
  type History,
  amend,
  bail,
  commit,
  mark,
  redo,
  show,
  startHistory,
  undo,
} from '#shared/document/history.ts'

const sha = 'a'.repeat(64)
const candidate: StagedCandidate = {
  ...{ sha256: sha, jobId: 'job', bounds: { x: 0, y: 0, width: 64, height: 64 }, mask: null },
  ...{ feather: 4, prompt: 'apple', place: 'staging', used: false },
}

function step(history: History, edit: Edit): History {
  return commit(show(mark(history), edit), 'step')
}

describe('history', () => {
  it('takes back and makes again every kind of step', () => {
    const edits: Edit[] = [
      addLayer(newLayer('a', 'raster', 'A')),
      addLayer(newLayer('b', 'mask', 'B')),
      changeLayer('a', { opacity: 0.5 }),
      changeLayer('b', { visible: false }),
      changeLayer('a', { name: 'Sky', x: 12, y: -3 }),
      moveLayers(['a'], { parent: null, above: 'b' }),
      setBox({ x: 8, y: 8, width: 128, height: 128 }),
      removeLayer('b'),
    ]
    const states: CanvasDocument[] = []
    let history = startHistory(newDocument('d'))
    for (const edit of edits) {
      states.push(history.present)
      history = step(history, edit)
    }
    const end = history.present
    for (const state of states.toReversed()) {
      history = undo(history)
      expect(history.present).toEqual(state)
    }
    for (const _edit of edits) history = redo(history)
    expect(history.present).toEqual(end)
  })

  it('counts no step when nothing changed', () => {
    const history = step(startHistory(newDocument('d')), setBox({ x: 0, y: 0, width: 512, height: 512 }))
    expect(history.done).toHaveLength(0)
  })

  it('keeps a candidate that arrives between two steps when the earlier one is taken back', () => {
    let history = step(startHistory(newDocument('d')), addLayer(newLayer('a', 'raster', 'A')))
    history = undo(amend(history, addCandidate(candidate)))
    expect(history.present.order).toEqual([])
    expect(Object.keys(history.present.candidates)).toEqual([sha])
  })

  it('keeps a candidate that arrives in the middle of a gesture that is cancelled', () => {
    const gesture = show(mark(startHistory(newDocument('d'))), addLayer(newLayer('a', 'raster', 'A')))
    const history = bail(amend(gesture, addCandidate(candidate)))
    expect(history.present.order).toEqual([])
    expect(Object.keys(history.present.candidates)).toEqual([sha])
  })

  it('brings a discarded candidate back', () => {
    let history = amend(startHistory(newDocument('d')), addCandidate(candidate))
    history = undo(step(history, removeCandidates([sha])))
    expect(history.present.candidates[sha]).toEqual(candidate)
  })

  it('forgets what was undone at the next step', () => {
    let history = step(startHistory(newDocument('d')), addLayer(newLayer('a', 'raster', 'A')))
    history = step(undo(history), addLayer(newLayer('b', 'raster', 'B')))
    expect(redo(history)).toBe(history)
  })

  it('holds a thousand steps', () => {
    let history = step(startHistory(newDocument('d')), addLayer(newLayer('a', 'raster', 'A')))
    for (let x = 1; x <= 600; x++) history = step(history, changeLayer('a', { x }))
    for (let x = 1; x <= 600; x++) history = undo(history)
    expect(history.present.layers['a']?.x).toBe(0)
  })
})
