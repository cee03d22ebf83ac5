import { describe, expect, it } from 'vitest'
import { newLayer } from '#shared/document/canvas-document.ts'
import { addLayer } from '#shared/document/edits.ts'
import { pixelsFrom, readPixels } from '#shared/document/pixel-transfer.ts'
import { createStore } from '#shared/store.ts'
import { plainSelecting } from '#editor/selecting/settings.ts'
import { createLasso } from '#features/lasso/index.ts'
import { createMarquee } from '#features/marquee/index.ts'
import { createPolygon } from '#features/polygon/index.ts'
import { createWand } from '#features/wand/index.ts'
import { type TestEditor, createTestEditor } from '#tests/support/test-editor.ts'

/** How many pixels are selected, counted by their coverage. */
function selected({ editor }: TestEditor): number {
  const { selection, width, height } = editor.document()
  if (!selection) return 0
  return readPixels(selection, { x: 0, y: 0, width, height }).reduce((sum, value) => sum + value, 0) / 255
}

function at({ editor }: TestEditor, x: number, y: number): number {
  const { selection } = editor.document()
  return selection ? (readPixels(selection, { x, y, width: 1, height: 1 })[0] ?? 0) : 0
}

describe('the rectangle', () => {
  const start = () => createTestEditor((editor) => createMarquee(editor))

  it('selects what was dragged over, in any direction, as one step', () => {
    const test = start()
    test.down(110, 90).move(60, 60).up(10, 40)
    expect(selected(test)).toBe(100 * 50)
    expect([at(test, 10, 40), at(test, 109, 89), at(test, 110, 90)]).toEqual([255, 255, 0])
    test.editor.undo()
    expect(test.editor.document().selection).toBeNull()
  })

  it('adds with Shift, takes away with Alt, keeps the overlap with both; a badge says so', () => {
    const test = start()
    test.down(0, 0).up(100, 100)
    test.down(50, 0, { shift: true }).move(150, 100)
    expect(test.editor.sketch.get()?.badge).toBe('add')
    test.up(150, 100)
    expect(selected(test)).toBe(15_000)
    test.down(0, 0, { alt: true }).up(50, 50, { alt: true })
    expect(selected(test)).toBe(12_500)
    test.down(0, 0, { shift: true, alt: true }).up(100, 100)
    expect(selected(test)).toBe(7500)
  })

  it('is even with Shift and grows from its middle with Alt, once they were let go', () => {
    const test = start()
    test.down(200, 200).move(230, 250).up(230, 250, { shift: true })
    expect(selected(test)).toBe(50 * 50)
    test.down(300, 300).move(310, 310).up(310, 320, { alt: true })
    expect(selected(test)).toBe(20 * 40)
    test.down(0, 0, { shift: true }).move(10, 20, { shift: true }).move(10, 20).up(10, 20, { shift: true })
    expect(selected(test)).toBe(20 * 40 + 20 * 20)
  })

  it('goes along with the pointer while Space is held', () => {
    const test = start()
    test.down(10, 10).move(60, 40).move(160, 140, { space: true }).up(170, 150)
    expect([at(test, 109, 110), at(test, 110, 110), at(test, 169, 149)]).toEqual([0, 255, 255])
    expect(selected(test)).toBe(60 * 40)
  })

  it('moves the outline when taken inside, and deselects by a press', () => {
    const test = start()
    test.down(0, 0).up(100, 100)
    test.down(50, 50).move(80, 90)
    expect(test.tools.path()).toBe('marquee.moving')
    test.up(80, 90)
    expect([at(test, 29, 39), at(test, 30, 40), at(test, 129, 139)]).toEqual([0, 255, 255])
    test.down(60, 60).up(60, 60)
    expect(test.editor.document().selection).toBeNull()
    test.editor.undo()
    test.down(400, 400).up(400, 400)
    expect(test.editor.document().selection).toBeNull()
  })

  it('leaves everything as it was on cancel, and says when nothing is left', () => {
    const test = start()
    test.down(0, 0).up(100, 100)
    const before = test.editor.document()
    test.down(300, 300).move(400, 400)
    test.tools.cancel()
    expect(test.editor.document()).toBe(before)
    expect(test.editor.sketch.get()).toBeNull()
    test.down(0, 0, { alt: true }).up(200, 200, { alt: true })
    expect(test.editor.document().selection).toBeNull()
    expect(test.editor.remark.get()?.textKey).toBe('selection.nothing-left')
  })

  it('is soft when feathered', () => {
    const settings = createStore({ ...plainSelecting, feather: 8 })
    const test = createTestEditor((editor) => createMarquee(editor, 'rectangle', settings))
    test.down(100, 100).up(300, 300)
    expect(at(test, 200, 200)).toBe(255)
    expect(Math.abs(at(test, 100, 200) - 127)).toBeLessThan(10)
    expect(at(test, 92, 200)).toBeGreaterThan(20)
  })
})

describe('the ellipse', () => {
  it('selects a round part with soft edges', () => {
    const test = createTestEditor((editor) => createMarquee(editor, 'ellipse'))
    test.down(100, 100).up(200, 160)
    expect(Math.abs(selected(test) - (Math.PI * 100 * 60) / 4)).toBeLessThan(10)
    expect(at(test, 101, 101)).toBe(0)
  })
})

describe('the lasso', () => {
  it('selects what was gone round; letting go closes it', () => {
    const test = createTestEditor((editor) => createLasso(editor))
    test.down(10, 10).move(110, 10).move(110, 110).up(10, 110)
    expect(selected(test)).toBeCloseTo(10_000, 5)
    test.down(300, 300, { shift: true }).move(340, 300).move(340, 340).up(300, 340)
    expect(selected(test)).toBeCloseTo(11_600, 5)
  })

  it('is given up on cancel', () => {
    const test = createTestEditor((editor) => createLasso(editor))
    test.down(10, 10).move(110, 10).move(110, 110)
    test.tools.cancel()
    expect(test.editor.document().selection).toBeNull()
    expect(test.tools.path()).toBe('lasso.idle')
  })
})

describe('the polygon', () => {
  const start = () => createTestEditor((editor) => createPolygon(editor))
  const press = (test: TestEditor, x: number, y: number, more = {}) => test.down(x, y, more).up(x, y, more)

  it('takes a corner for each press, and Enter closes it', () => {
    const test = start()
    press(test, 10, 10)
    press(test, 110, 10)
    press(test, 110, 110)
    expect(test.tools.path()).toBe('polygon.drawing')
    expect(test.tools.hears('apply')).toBe(true)
    test.tools.key('apply')
    expect(selected(test)).toBeCloseTo(5000, -1)
    expect(test.tools.path()).toBe('polygon.idle')
    expect(test.tools.hears('apply')).toBe(false)
  })

  it('is closed by its first corner, or by pressing the last one again', () => {
    const test = start()
    for (const [x, y] of [
      [10, 10],
      [110, 10],
      [110, 110],
      [10, 110],
      [13, 12],
    ] as const)
      press(test, x, y)
    expect(selected(test)).toBeCloseTo(10_000, 5)
    for (const [x, y] of [
      [200, 200],
      [260, 200],
      [260, 260],
      [260, 260],
    ] as const)
      press(test, x, y)
    expect(selected(test)).toBeCloseTo(1800, -1)
  })

  it('takes the last corner back with Backspace, and ends when none is left', () => {
    const test = start()
    press(test, 10, 10)
    press(test, 110, 10)
    press(test, 400, 400)
    test.tools.key('back')
    press(test, 110, 110)
    test.tools.key('apply')
    expect(selected(test)).toBeCloseTo(5000, -1)
    press(test, 300, 300)
    test.tools.key('back')
    expect(test.tools.path()).toBe('polygon.idle')
  })

  it('keeps sides straight with Shift', () => {
    const test = start()
    press(test, 10, 10)
    press(test, 110, 14, { shift: true })
    press(test, 114, 110, { shift: true })
    test.tools.key('apply')
    expect(at(test, 109, 60)).toBe(255)
    expect(at(test, 111, 60)).toBe(0)
    expect(at(test, 60, 9)).toBe(0)
  })

  it('is kept when another tool is chosen', () => {
    const test = start()
    press(test, 10, 10)
    press(test, 110, 10)
    press(test, 110, 110)
    test.tools.choose('polygon')
    expect(selected(test)).toBeCloseTo(5000, -1)
  })
})

describe('the magic wand', () => {
  /** Two red squares and a blue one on an otherwise clear layer. */
  function painted(settings = plainSelecting) {
    const test = createTestEditor((editor) => createWand(editor, createStore(settings)))
    const side = 512
    const block = new Uint8ClampedArray(side * side * 4)
    const square = (x: number, y: number, colour: number[]) => {
      for (let row = y; row < y + 40; row++)
        for (let column = x; column < x + 40; column++) block.set(colour, (row * side + column) * 4)
    }
    square(20, 20, [200, 30, 30, 255])
    square(100, 20, [200, 30, 30, 255])
    square(60, 20, [30, 30, 200, 255])
    const pixels = pixelsFrom(block, { x: 0, y: 0, width: side, height: side }, 4)
    test.editor.edit('step', addLayer({ ...newLayer('paint', 'raster', 'Paint'), pixels }))
    return test
  }

  it('selects the colour that hangs together with the press', () => {
    const test = painted()
    test.down(30, 30)
    expect(selected(test)).toBe(1600)
    test.up(30, 30).down(110, 30, { shift: true }).up(110, 30)
    expect(selected(test)).toBe(3200)
    test.down(300, 300).up(300, 300)
    expect(selected(test)).toBe(512 * 512 - 4800)
  })

  it('selects it everywhere when it need not hang together', () => {
    const test = painted({ ...plainSelecting, contiguous: false })
    test.down(30, 30).up(30, 30)
    expect(selected(test)).toBe(3200)
  })

  it('looks at the active layer alone when told to', () => {
    const test = painted({ ...plainSelecting, sampleAll: false })
    test.editor.edit('step', addLayer(newLayer('empty', 'raster', 'Empty')))
    test.down(30, 30).up(30, 30)
    expect(selected(test)).toBe(512 * 512)
  })

  it('does nothing beside the page', () => {
    const test = painted()
    test.down(-5, 30).up(-5, 30)
    expect(test.editor.document().selection).toBeNull()
  })
})
