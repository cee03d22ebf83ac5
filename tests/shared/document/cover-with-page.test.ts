import { describe, expect, it } from 'vitest'
import { newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { coverWithPage } from '#shared/document/cover-with-page.ts'
import { addCandidate, addLayer, sequence } from '#shared/document/edits.ts'
import { amend, commit, mark, show, startHistory, undo } from '#shared/document/history.ts'
import { pixelsFrom, readPixels } from '#shared/document/pixel-transfer.ts'

const bounds = { x: 10, y: 20, width: 64, height: 64 }
const selection = pixelsFrom(new Uint8ClampedArray(16).fill(200), { x: 3, y: 250, width: 4, height: 4 }, 1)
const document = sequence(
  addLayer({ ...newLayer('a', 'raster', 'A'), x: 5, y: 6 }),
  addCandidate({
    ...{ sha256: 'a'.repeat(64), jobId: 'job', bounds, mask: null, feather: 4, prompt: '' },
    ...{ place: 'staging', used: false },
  }),
)({ ...newDocument('d', 100, 80), selection })

describe('a page that grows over an area', () => {
  it('stays as it is when it holds it already', () => {
    expect(coverWithPage({ x: 0, y: 0, width: 100, height: 80 })(document)).toBe(document)
  })

  it('grows to the right without moving anything', () => {
    const grown = coverWithPage({ x: 50, y: 0, width: 100, height: 80 })(document)
    expect([grown.width, grown.height]).toEqual([150, 80])
    expect(grown.layers).toBe(document.layers)
    expect(grown.origin).toEqual({ x: 0, y: 0 })
  })

  it('takes along all that it holds when it grows to the left and to the top', () => {
    const grown = coverWithPage({ x: -30, y: -7, width: 40, height: 200 })(document)
    expect([grown.width, grown.height]).toEqual([130, 200])
    expect(grown.layers['a']).toMatchObject({ x: 35, y: 13 })
    expect(grown.box).toMatchObject({ x: 30, y: 7 })
    expect(grown.origin).toEqual({ x: 30, y: 7 })
    expect(Object.values(grown.candidates)[0]?.bounds).toEqual({ ...bounds, x: 40, y: 27 })
    const read = (x: number, y: number) =>
      grown.selection && readPixels(grown.selection, { x, y, width: 1, height: 1 })[0]
    expect([read(33, 257), read(36, 260), read(32, 257), read(37, 260)]).toEqual([200, 200, 0, 0])
  })

  it('is one step that can be taken back', () => {
    const edit = coverWithPage({ x: -30, y: -7, width: 40, height: 200 })
    const history = amend(startHistory(document), (same) => same)
    expect(undo(commit(show(mark(history), edit), 'step')).present).toEqual(document)
  })
})
