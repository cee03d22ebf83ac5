import { beforeEach, describe, expect, it } from 'vitest'
import { newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, changeLayer } from '#shared/document/edits.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { createBrush } from '#features/brush/index.ts'
import { createEraser } from '#features/eraser/index.ts'
import { createMaskBrush } from '#features/mask-brush/index.ts'
import { type Tip, withTip } from '#editor/session.ts'
import { type TestEditor, createTestEditor } from '#tests/support/test-editor.ts'

const red = [209, 73, 91, 255]
const clear = [0, 0, 0, 0]

function tip(test: TestEditor, change: Partial<Tip>, tool = 'brush'): void {
  test.editor.session.set((session) => withTip(session, tool, change))
}

function select(test: TestEditor, x: number, y: number, width: number, height: number, by = 255): void {
  const selection = pixelsFrom(new Uint8ClampedArray(width * height).fill(by), { x, y, width, height }, 1)
  test.editor.edit('step.select', (document) => ({ ...document, selection }))
}

let test: TestEditor
beforeEach(() => {
  test = createTestEditor(createBrush)
  test.addRaster()
})

describe('modifiers of the brush', () => {
  it('draw a straight line from where the last stroke ended', () => {
    test.down(50, 50).up(60, 50)
    test.down(60, 300, { shift: true }).up(60, 300, { shift: true })
    expect(test.pixel('raster', 60, 180)).toEqual(red)
    expect(test.editor.history.get().done).toHaveLength(3)
  })

  it('keep to the nearest of eight directions while Shift is held', () => {
    const shift = { shift: true }
    test.down(100, 100).move(150, 108, shift).move(300, 160, shift).up(400, 130, shift)
    expect(test.pixel('raster', 400, 100)).toEqual(red)
    expect(test.pixel('raster', 300, 160)).toEqual(clear)
  })

  it('take the colour of the picture with Alt and paint nothing', () => {
    test.down(100, 100).up(100, 100)
    test.editor.session.set((session) => ({ ...session, colour: '#000000' }))
    const before = test.editor.document()
    test.down(100, 100, { alt: true })
    expect(test.tools.path()).toBe('brush.picking')
    test.up(100, 100, { alt: true })
    expect(test.editor.session.get().colour).toBe('#d1495b')
    expect(test.editor.document()).toBe(before)
    expect(test.editor.sketch.get()).toBeNull()
    test.down(400, 400, { alt: true }).up(400, 400, { alt: true })
    expect(test.editor.session.get().colour).toBe('#d1495b')
  })

  it('say beside the pointer what a press would do', () => {
    const hover = (more: object) => {
      const rest = { pressure: 1, tiltX: 0, tiltY: 0, eraser: false, shift: false, alt: false, mod: false }
      test.tools.send('hover', { x: 9, y: 9, screen: { x: 9, y: 9 }, ...rest, ...more })
      return test.editor.sketch.get()?.badge
    }
    expect(hover({})).toBeUndefined()
    expect(hover({ alt: true })).toBe('pick')
    expect(hover({})).toBeUndefined()
    test = createTestEditor(createMaskBrush)
    expect(hover({ mod: true })).toBe('subtract')
    test.editor.session.set((session) => ({ ...session, subtracting: true }))
    expect(hover({})).toBe('subtract')
    test.tools.choose('mask-brush')
    expect(test.editor.sketch.get()).toBeNull()
  })

  it('erase with the other end of a pen', () => {
    test.down(100, 100).up(200, 100)
    test.down(150, 100, { eraser: true }).up(150, 100, { eraser: true })
    expect(test.pixel('raster', 150, 100)[3]).toBe(0)
    expect(test.pixel('raster', 200, 100)).toEqual(red)
  })
})

it('stays one step of its own when a command comes in between', () => {
  test.down(100, 100).move(150, 100)
  test.editor.edit('step.new-layer', addLayer(newLayer('other', 'raster', 'other')))
  test.move(200, 100).up(250, 100)
  expect(test.pixel('raster', 240, 100)).toEqual(red)
  expect(test.editor.history.get().done).toHaveLength(3)
  test.editor.undo()
  expect(test.pixel('raster', 240, 100)).toEqual(clear)
})

describe('a pen that reports nonsense', () => {
  it.each([
    ['pressure that is no number', { pressure: NaN }],
    ['pressure below zero', { pressure: -7 }],
    ['huge pressure', { pressure: 1e9 }],
    ['endless tilt', { tiltX: Infinity, tiltY: -Infinity }],
    ['tilt that is no number', { tiltX: NaN, tiltY: NaN }],
  ])('does not break a stroke: %s', (_name, more) => {
    tip(test, { tilt: true, pressureOpacity: true, pressureFlow: true })
    test.down(100, 100).move(150, 100, more).move(200, 100).up(250, 100)
    expect(test.pixel('raster', 100, 100)).toEqual(red)
    expect(test.pixel('raster', 240, 100)).toEqual(red)
    expect(test.pixel('raster', 100, 300)).toEqual(clear)
  })

  it('does not break it by places that are none, nor by a jump', () => {
    test.down(100, 100).move(NaN, 100).move(Infinity, -Infinity).move(1e300, 0).up(200, 100)
    expect(test.pixel('raster', 150, 100)).toEqual(red)
    test.down(100, 300).move(900_000, 300).move(100, 300).up(110, 300)
    expect(test.pixel('raster', 400, 300)).toEqual(red)
    expect(test.tools.path()).toBe('brush.idle')
  })
})

describe('the tip', () => {
  it('draws a calm line through a trembling hand when smoothing holds it back', () => {
    tip(test, { smoothing: 0.5, size: 4, hardness: 1 })
    test.down(20, 100)
    for (let x = 21; x <= 400; x++) test.move(x, 100 + (x % 2 ? 9 : -9))
    test.up(400, 100)
    expect(test.pixel('raster', 200, 91)).toEqual(clear)
    expect(test.pixel('raster', 200, 109)).toEqual(clear)
    expect(test.pixel('raster', 200, 99)[3]).toBeGreaterThan(0)
    expect(test.pixel('raster', 399, 99)[3]).toBeGreaterThan(0)
  })

  it('mixes its colour with what is there by its blend mode', () => {
    test.down(100, 100).up(100, 100)
    tip(test, { blend: 'multiply' })
    test.down(100, 100).up(100, 100)
    expect(test.pixel('raster', 100, 100)).toEqual([171, 21, 32, 255])
  })

  it('lets the paper show where paint is thin only', () => {
    tip(test, { grain: 1, flow: 0.4, hardness: 1, spacing: 1 })
    test.down(100, 100).up(100, 100)
    const alphas = Array.from({ length: 20 }, (_none, i) => test.pixel('raster', 91 + i, 100)[3] ?? 0)
    expect(new Set(alphas).size).toBeGreaterThan(4)
    tip(test, { grain: 1, flow: 1 })
    test.down(300, 100).up(300, 100)
    expect(test.pixel('raster', 300, 100)).toEqual(red)
  })
})

describe('what holds paint back', () => {
  it('is the selection', () => {
    select(test, 0, 0, 512, 100, 128)
    test.down(200, 60).move(200, 150).up(200, 200)
    expect(test.pixel('raster', 200, 80)).toEqual([...red.slice(0, 3), 128])
    expect(test.pixel('raster', 200, 100)).toEqual(clear)
  })

  it('is a lock, which is said and can be opened', () => {
    test.editor.edit('step.lock', changeLayer('raster', { locked: true }))
    const before = test.editor.document()
    test.down(100, 100).move(120, 100).up(130, 100)
    expect(test.editor.document()).toBe(before)
    const remark = test.editor.remark.get()
    expect(remark).toMatchObject({ textKey: 'refusal.locked', values: { name: 'raster' } })
    remark?.action?.run()
    test.down(100, 100).up(130, 100)
    expect(test.pixel('raster', 100, 100)).toEqual(red)
  })

  it('is a locked or hidden group around the layer', () => {
    test.editor.edit('step.group', addLayer(newLayer('group', 'group', 'Things')))
    test.editor.edit('step.group', (document) => {
      const raster = { ...test.layer('raster'), parent: 'group' }
      return { ...document, layers: { ...document.layers, raster }, activeLayerId: 'raster' }
    })
    test.editor.edit('step.lock', changeLayer('group', { locked: true }))
    test.down(100, 100).up(130, 100)
    expect(test.editor.remark.get()).toMatchObject({ textKey: 'refusal.locked', values: { name: 'Things' } })
    test.editor.edit('step.lock', changeLayer('group', { locked: false, visible: false }))
    test.down(100, 100).up(130, 100)
    expect(test.editor.remark.get()).toMatchObject({ textKey: 'refusal.hidden', values: { name: 'Things' } })
    test.editor.remark.get()?.action?.run()
    test.down(100, 100).up(130, 100)
    expect(test.pixel('raster', 100, 100)).toEqual(red)
  })

  it('is a layer without pixels of its own', () => {
    test.editor.edit('step.group', addLayer(newLayer('group', 'group', 'Things')))
    test.down(100, 100).up(130, 100)
    expect(test.editor.remark.get()).toMatchObject({ textKey: 'refusal.no-pixels' })
    test.editor.remark.get()?.action?.run()
    test.down(100, 100).up(130, 100)
    expect(test.editor.document().order).toHaveLength(3)
  })

  it('is transparency that is locked', () => {
    test.down(100, 100).up(200, 100)
    test.editor.edit('step.lock', changeLayer('raster', { lockAlpha: true }))
    test.editor.session.set((session) => ({ ...session, colour: '#0000ff' }))
    test.down(100, 100).up(100, 200)
    expect(test.pixel('raster', 100, 100)).toEqual([0, 0, 255, 255])
    expect(test.pixel('raster', 100, 180)).toEqual(clear)
    test.down(100, 100, { eraser: true }).up(100, 100, { eraser: true })
    expect(test.editor.remark.get()).toMatchObject({ textKey: 'refusal.alpha' })
  })
})

describe('masks and regions', () => {
  it('take coverage from the brush and give it to the eraser', () => {
    test.editor.edit('step.new-layer', addLayer(newLayer('region', 'region', 'Sky')))
    test.down(100, 100).up(200, 100)
    expect(test.pixel('region', 150, 100)).toEqual([255])
    expect(test.layer('raster').pixels.tiles.size).toBe(0)
    const erasing = createTestEditor(createEraser)
    erasing.editor.edit(
      'step.new-layer',
      addLayer({ ...newLayer('mask', 'mask', 'M'), pixels: test.layer('region').pixels }),
    )
    erasing.down(150, 100).up(150, 100)
    expect(erasing.pixel('mask', 150, 100)).toEqual([0])
  })

  it('are lessened by the mask brush with Ctrl and while it is set to subtract', () => {
    const mask = createTestEditor(createMaskBrush)
    mask.down(100, 100).up(300, 100)
    const id = mask.editor.document().activeLayerId ?? ''
    mask.down(100, 100, { mod: true }).up(100, 100)
    expect(mask.pixel(id, 100, 100)).toEqual([0])
    mask.editor.session.set((session) => ({ ...session, subtracting: true }))
    mask.down(300, 100).up(300, 100)
    expect(mask.pixel(id, 300, 100)).toEqual([0])
    expect(mask.pixel(id, 200, 100)).toEqual([255])
  })

  it('come back when they are painted on hidden', () => {
    const mask = createTestEditor(createMaskBrush)
    mask.down(100, 100).up(120, 100)
    const id = mask.editor.document().activeLayerId ?? ''
    mask.editor.edit('step.visibility', changeLayer(id, { visible: false }))
    mask.down(200, 100).up(220, 100)
    expect(mask.layer(id).visible).toBe(true)
    expect(mask.pixel(id, 210, 100)).toEqual([255])
  })
})
