import { describe, expect, it } from 'vitest'
import { activeLayer, type StagedCandidate } from '#shared/document/canvas-document.ts'
import { addCandidate } from '#shared/document/edits.ts'
import { readPixels } from '#shared/document/pixel-transfer.ts'
import { createStore } from '#shared/store.ts'
import { createMixTool } from '#features/mix/index.ts'
import type { MixSource } from '#features/mix/states/mixing.ts'
import { createBrush } from '#features/brush/index.ts'
import { createToolRunner } from '#editor/tools/tool-runner.ts'
import { createTestEditor } from '#tests/support/test-editor.ts'

const [first, second] = ['a'.repeat(64), 'b'.repeat(64)]
const side = 128

function candidate(sha256: string): StagedCandidate {
  return {
    ...{ sha256, jobId: 'job', bounds: { x: 64, y: 64, width: side, height: side }, mask: null },
    ...{ feather: 4, prompt: 'apple', place: 'staging', used: false },
  }
}

/** A candidate of one colour; the lower half is clear, as though it lay outside of a mask. */
function source(sha256: string, colour: readonly number[]): MixSource {
  const data = new Uint8ClampedArray(side * side * 4)
  for (let pixel = 0; pixel < (side * side) / 2; pixel++) data.set([...colour, 255], pixel * 4)
  return { sha256, image: { width: side, height: side, data } }
}

function mixing() {
  const shown = createStore<MixSource | null>(null)
  const test = createTestEditor((editor) => createMixTool(editor, shown), 512)
  const { editor } = test
  for (const sha256 of [first, second]) editor.amend(addCandidate(candidate(sha256)))
  const choose = (sha256: string, colour: readonly number[]) => {
    editor.session.set((session) => ({
      ...session,
      staged: sha256,
      tips: { ...session.tips, mix: { size: 20, hardness: 1, opacity: 1, smoothing: 0 } },
    }))
    shown.set(source(sha256, colour))
  }
  const stroke = (x: number, y: number) =>
    test
      .down(x, y)
      .move(x + 4, y)
      .up(x + 4, y)
  const origin = (x: number, y: number) => {
    const layer = activeLayer(editor.document())
    const map = layer?.origins?.map
    if (!layer || !map) return null
    const [number = 0] = readPixels(map, { x: x - layer.x, y: y - layer.y, width: 1, height: 1 })
    return number === 0 ? 'hand' : layer.origins?.pictures[number - 1]
  }
  const pixel = (x: number, y: number) => test.pixel(editor.document().activeLayerId ?? '', x, y)
  return { ...test, shown, choose, stroke, origin, pixel }
}

describe('mixing candidates', () => {
  it('brushes two of them into one layer; each pixel knows where it came from', () => {
    const test = mixing()
    test.choose(first, [200, 10, 10])
    test.stroke(90, 90)
    test.choose(second, [10, 200, 10])
    test.stroke(150, 90)
    expect(test.editor.document().order).toHaveLength(1)
    expect(test.pixel(92, 90)).toEqual([200, 10, 10, 255])
    expect(test.pixel(152, 90)).toEqual([10, 200, 10, 255])
    expect(test.pixel(120, 90)).toEqual([0, 0, 0, 0])
    expect([test.origin(92, 90), test.origin(152, 90), test.origin(120, 90)]).toEqual([first, second, 'hand'])
    expect(Object.values(test.editor.document().candidates).map(({ used }) => used)).toEqual([true, true])
  })

  it('takes the place of what another candidate had there', () => {
    const test = mixing()
    test.choose(first, [200, 10, 10])
    test.stroke(90, 90)
    test.choose(second, [10, 200, 10])
    test.stroke(90, 90)
    expect(test.pixel(92, 90)).toEqual([10, 200, 10, 255])
    expect(test.origin(92, 90)).toBe(second)
  })

  it('lays nothing where the candidate is clear, beyond its bounds and outside of the selection', () => {
    const test = mixing()
    test.choose(first, [200, 10, 10])
    test.stroke(90, 160)
    test.stroke(300, 300)
    expect(test.pixel(92, 160)).toEqual([0, 0, 0, 0])
    expect(test.pixel(302, 300)).toEqual([0, 0, 0, 0])
  })

  it('is one step for each stroke, and says why when there is nothing to brush in', () => {
    const test = mixing()
    test.stroke(90, 90)
    expect(test.editor.remark.get()?.textKey).toBe('mix.choose')
    test.choose(first, [200, 10, 10])
    test.shown.set(null)
    test.stroke(90, 90)
    expect(test.editor.remark.get()?.textKey).toBe('mix.wait')
    expect(test.editor.history.get().done).toHaveLength(0)
    test.choose(first, [200, 10, 10])
    test.stroke(90, 90)
    test.stroke(120, 90)
    expect(test.editor.history.get().done.map(({ labelKey }) => labelKey)).toEqual(['step.mix', 'step.mix'])
    test.editor.undo()
    test.editor.undo()
    expect(test.editor.document().order).toHaveLength(0)
  })

  it('forgets where a pixel came from when it is painted over by hand', () => {
    const test = mixing()
    test.choose(first, [200, 10, 10])
    test.stroke(90, 90)
    const { editor } = test
    const brush = createToolRunner(editor, [createBrush(editor)])
    brush.choose('brush')
    editor.session.set((session) => ({
      ...session,
      colour: '#0000ff',
      tips: { ...session.tips, brush: { size: 6, hardness: 1, smoothing: 0 } },
    }))
    const at = { screen: { x: 0, y: 0 }, pressure: 1, tiltX: 0, tiltY: 0, eraser: false }
    const keys = { shift: false, alt: false, mod: false }
    brush.send('down', { x: 92, y: 90, ...at, ...keys })
    brush.send('up', { x: 92, y: 90, ...at, ...keys })
    expect(test.pixel(92, 90)).toEqual([0, 0, 255, 255])
    expect([test.origin(92, 90), test.origin(84, 90)]).toEqual(['hand', first])
  })
})
