import { describe, expect, it } from 'vitest'
import { acceptEdit, layerOf } from '#shared/document/accept-candidate.ts'
import {
  type CanvasDocument,
  type StagedCandidate,
  newDocument,
  newLayer,
} from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { addCandidate, addLayer, changeCandidates, changeLayer, sequence } from '#shared/document/edits.ts'
import { commit, mark, show, startHistory, undo } from '#shared/document/history.ts'
import { clipAlpha } from '#shared/document/mask-clip.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { candidateGroups } from '#features/candidate-history/groups.ts'
import { checkOutside } from '#features/staging/check-outside.ts'
import { whenCalm } from '#features/staging/calm.ts'
import { newDraft } from '#editor/draft.ts'
import { createEditor } from '#editor/editor.ts'

const side = 96
const bounds = { x: 20, y: 30, width: side, height: side }
const sha256 = 'c'.repeat(64)
const candidate: StagedCandidate = {
  ...{ sha256, jobId: 'job', bounds, mask: 'd'.repeat(64), feather: 4, prompt: 'an apple' },
  ...{ place: 'staging', used: false },
}

const page = { x: 0, y: 0, width: 200, height: 200 }
const noise = Uint8ClampedArray.from({ length: 200 * 200 * 4 }, (_none, at) =>
  at % 4 === 3 ? 255 : (at * 2_654_435_761) % 251,
)
const mask = Uint8ClampedArray.from({ length: side * side }, (_none, at) => (at % side < 40 ? 255 : 0))

const document: CanvasDocument = sequence(
  addLayer({ ...newLayer('picture', 'raster', 'P'), pixels: pixelsFrom(noise, page, 4) }),
  addLayer({ ...newLayer('mask', 'mask', 'M'), pixels: pixelsFrom(mask, bounds, 1) }),
  addCandidate(candidate),
)(newDocument('d', 200, 200))

/** Something new inside the mask, as the window makes it: clear outside. */
function image(alphaOf = clipAlpha(mask, side, side, 4)) {
  const data = new Uint8ClampedArray(side * side * 4)
  for (let at = 0; at < alphaOf.length; at++) {
    if (alphaOf[at] !== 0) data.set([9, 250, 9, alphaOf[at] ?? 0], at * 4)
  }
  return { width: side, height: side, data }
}

describe('accepting a candidate', () => {
  const layer = layerOf('new', candidate, image())
  const after = acceptEdit(candidate, layer)(document)

  it('lays it on top, hides its mask, and keeps it in the history as used', () => {
    expect(after.order.at(-1)).toBe('new')
    expect(after.layers['mask']?.visible).toBe(false)
    expect(after.candidates[sha256]).toMatchObject({ place: 'history', used: true })
    expect(after.layers['new']?.origins?.pictures).toEqual([sha256])
  })

  it('leaves every pixel outside of the mask as it was, which is found by comparing', () => {
    const check = checkOutside(document, after, bounds, mask)
    expect(check.changed).toBe(0)
    expect(check.pixels).toBeGreaterThan(side * (side - 40))
    const [was, is] = [compositeArea(document, page), compositeArea(after, page)]
    expect(was.some((value, at) => value !== is[at])).toBe(true)
  })

  it('is found out when a single pixel outside changed', () => {
    const spilt = clipAlpha(mask, side, side, 4)
    spilt[10 * side + 60] = 255
    const wrong = acceptEdit(candidate, layerOf('new', candidate, image(spilt)))(document)
    expect(checkOutside(document, wrong, bounds, mask).changed).toBe(1)
    const moved = changeLayer('picture', { x: 1 })(after)
    expect(checkOutside(document, moved, bounds, mask).changed).toBeGreaterThan(1000)
  })

  it('grows the page under one that goes beyond it, in the same step', () => {
    const beyond = { ...candidate, bounds: { ...bounds, x: -50 } }
    const edit = acceptEdit(beyond, layerOf('new', beyond, image()))
    const history = commit(show(mark(startHistory(document)), edit), 'step.accept')
    const grown = history.present
    expect([grown.width, grown.height]).toEqual([250, 200])
    expect(grown.layers['new']).toMatchObject({ x: 0, y: 30 })
    expect(grown.layers['picture']).toMatchObject({ x: 50, y: 0 })
    expect(undo(history).present).toEqual(document)
  })
})

describe('the history of candidates', () => {
  it('holds what was put by, by job, the newest first', () => {
    const others = ['e', 'f'].map((letter, index) => ({
      ...candidate,
      sha256: letter.repeat(64),
      jobId: `job-${index}`,
      prompt: letter,
    }))
    const all = sequence(
      ...others.map(addCandidate),
      changeCandidates([sha256, ...others.map((other) => other.sha256)], { place: 'history' }),
    )(document)
    expect(candidateGroups(all).map(({ jobId, prompt }) => [jobId, prompt])).toEqual([
      ['job-1', 'f'],
      ['job-0', 'e'],
      ['job', 'an apple'],
    ])
    const back = changeCandidates([sha256], { place: 'staging' })(all)
    expect(candidateGroups(back)).toHaveLength(2)
  })
})

describe('what waits for calm', () => {
  it('never comes into the middle of a gesture', async () => {
    const editor = createEditor(document, newDraft(1))
    editor.begin()
    const heard: string[] = []
    const waiting = whenCalm(editor).then(() => heard.push('calm'))
    await Promise.resolve()
    editor.update(changeLayer('picture', { x: 5 }))
    expect(heard).toEqual([])
    editor.commit('step.move')
    await waiting
    expect(heard).toEqual(['calm'])
    expect(editor.document().layers['picture']?.x).toBe(5)
  })
})
