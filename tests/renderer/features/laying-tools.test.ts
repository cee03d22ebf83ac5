import { beforeEach, describe, expect, it } from 'vitest'
import { newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, changeLayer, selectLayer } from '#shared/document/edits.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { createStore } from '#shared/store.ts'
import type { FillSettings } from '#features/fill/fill-area.ts'
import { createFill } from '#features/fill/index.ts'
import { fillSelection } from '#features/fill/states/filling.ts'
import { createGradient } from '#features/gradient/index.ts'
import type { GradientSettings } from '#features/gradient/ramp.ts'
import { createShapes } from '#features/shapes/index.ts'
import type { ShapeSettings } from '#features/shapes/shape-planes.ts'
import { withTip } from '#editor/session.ts'
import { type TestEditor, createTestEditor } from '#tests/support/test-editor.ts'

const clear = [0, 0, 0, 0]
const black = [0, 0, 0, 255]
const red = [255, 0, 0, 255]
const blue = [0, 0, 255, 255]
const page = { x: 0, y: 0, width: 512, height: 512 }

/** A layer in which `colourAt` says each pixel. */
function addPicture(
  test: TestEditor,
  id: string,
  colourAt: (x: number, y: number) => readonly number[],
): void {
  const data = new Uint8ClampedArray(512 * 512 * 4)
  for (let y = 0; y < 512; y++) for (let x = 0; x < 512; x++) data.set(colourAt(x, y), (y * 512 + x) * 4)
  test.editor.edit(
    'step.new-layer',
    addLayer({ ...newLayer(id, 'raster', id), pixels: pixelsFrom(data, page, 4) }),
  )
}

function colours(test: TestEditor, colour: string, background = '#0000ff'): void {
  test.editor.session.set((session) => ({ ...session, colour, background }))
}

describe('the fill', () => {
  const settings = createStore<FillSettings>({
    tolerance: 32,
    contiguous: true,
    sampleAll: false,
    grow: 0,
    gap: 0,
  })
  let test: TestEditor
  /** Two rooms with a wall of black between x = 200 and 209. */
  const rooms = (x: number) => (x >= 200 && x < 210 ? black : clear)
  beforeEach(() => {
    settings.set({ tolerance: 32, contiguous: true, sampleAll: false, grow: 0, gap: 0 })
    test = createTestEditor((editor) => createFill(editor, settings))
    addPicture(test, 'walls', rooms)
    colours(test, '#ff0000')
  })

  it('stays within what hangs together, and is one step', () => {
    test.down(50, 50).up(50, 50)
    expect(test.pixel('walls', 199, 500)).toEqual(red)
    expect(test.pixel('walls', 205, 50)).toEqual(black)
    expect(test.pixel('walls', 300, 50)).toEqual(clear)
    expect(test.tools.path()).toBe('fill.idle')
    test.editor.undo()
    expect(test.pixel('walls', 50, 50)).toEqual(clear)
  })

  it('takes everything alike when it need not hang together', () => {
    settings.set((value) => ({ ...value, contiguous: false }))
    test.down(50, 50).up(50, 50)
    expect(test.pixel('walls', 300, 50)).toEqual(red)
    expect(test.pixel('walls', 205, 50)).toEqual(black)
  })

  it('sees the walls of other layers when it looks at all of them', () => {
    test.addRaster('paint')
    settings.set((value) => ({ ...value, sampleAll: true }))
    test.down(50, 50).up(50, 50)
    expect(test.pixel('paint', 100, 100)).toEqual(red)
    expect(test.pixel('paint', 300, 100)).toEqual(clear)
    settings.set((value) => ({ ...value, sampleAll: false }))
    test.down(300, 50).up(300, 50)
    expect(test.pixel('paint', 205, 100)).toEqual(red)
  })

  it('is held back by gaps that are not wider than it is told', () => {
    const doors = (x: number, y: number) => (rooms(x) === black && !(y > 200 && y < 210) ? black : clear)
    addPicture(test, 'doors', doors)
    test.down(50, 50).up(50, 50)
    expect(test.pixel('doors', 300, 50)).toEqual(red)
    test.editor.undo()
    settings.set((value) => ({ ...value, gap: 12 }))
    test.down(50, 50).up(50, 50)
    expect(test.pixel('doors', 300, 50)).toEqual(clear)
    expect(test.pixel('doors', 199, 100)).toEqual(red)
    expect(test.pixel('doors', 511, 205)).toEqual(clear)
    test.down(300, 50).up(300, 50)
    expect(test.pixel('doors', 210, 100)).toEqual(red)
  })

  it('reaches under its border by as much as it grows', () => {
    settings.set((value) => ({ ...value, grow: 3 }))
    test.down(50, 50).up(50, 50)
    expect(test.pixel('walls', 202, 50)).toEqual(red)
    expect(test.pixel('walls', 203, 50)).toEqual(black)
  })

  it('keeps to the selection, to its opacity and to the page', () => {
    const selection = pixelsFrom(
      new Uint8ClampedArray(100 * 100).fill(255),
      { x: 0, y: 0, width: 100, height: 100 },
      1,
    )
    test.editor.edit('step.select', (document) => ({ ...document, selection }))
    test.editor.session.set((session) => withTip(session, 'fill', { opacity: 0.5 }))
    test.down(50, 50).up(50, 50)
    expect(test.pixel('walls', 99, 99)).toEqual([255, 0, 0, 128])
    expect(test.pixel('walls', 100, 99)).toEqual(clear)
    const before = test.editor.document()
    test.down(-5, 700).up(-5, 700)
    expect(test.editor.document()).toBe(before)
  })

  it('takes the background colour with Ctrl and picks a colour with Alt', () => {
    test.down(50, 50, { mod: true }).up(50, 50)
    expect(test.pixel('walls', 50, 50)).toEqual(blue)
    test.down(205, 50, { alt: true }).up(205, 50)
    expect(test.editor.session.get().colour).toBe('#000000')
  })

  it('fills what is selected, or all of the page, by command', () => {
    fillSelection(test.editor, 'background')
    expect(test.pixel('walls', 205, 500)).toEqual(blue)
    expect(test.editor.history.get().done.at(-1)?.labelKey).toBe('step.fill')
  })

  it('fills coverage on a mask, and says why a locked layer stays as it is', () => {
    test.editor.edit('step.new-layer', addLayer(newLayer('mask', 'mask', 'M')))
    test.down(50, 50).up(50, 50)
    expect(test.pixel('mask', 400, 400)).toEqual([255])
    test.down(50, 50, { mod: true }).up(50, 50)
    expect(test.pixel('mask', 400, 400)).toEqual([0])
    test.editor.edit('step.lock', changeLayer('mask', { locked: true }))
    test.down(50, 50).up(50, 50)
    expect(test.editor.remark.get()).toMatchObject({ textKey: 'refusal.locked' })
  })
})

describe('the gradient', () => {
  const plain: GradientSettings = { shape: 'linear', to: 'background', reversed: false }
  const settings = createStore(plain)
  let test: TestEditor
  beforeEach(() => {
    settings.set(plain)
    test = createTestEditor((editor) => createGradient(editor, settings))
    test.addRaster()
    colours(test, '#ff0000')
  })

  it('runs from the foreground to the background, and stays beyond both ends', () => {
    test.down(100, 100).move(200, 100).up(300, 100)
    expect(test.pixel('raster', 50, 400)).toEqual(red)
    expect(test.pixel('raster', 400, 10)).toEqual(blue)
    const [r = 0, g = 0, b = 0] = test.pixel('raster', 200, 250)
    expect(Math.abs(r - 127)).toBeLessThanOrEqual(2)
    expect(g).toBe(0)
    expect(Math.abs(b - 128)).toBeLessThanOrEqual(2)
  })

  it('is shown while it is dragged and leaves nothing when it is cancelled', () => {
    const before = test.editor.document()
    test.down(100, 100).move(300, 100)
    expect(test.tools.path()).toBe('gradient.dragging')
    const shown = test.editor.stroke.get()
    shown?.buffer.refresh()
    expect(shown?.buffer.tiles.size).toBe(4)
    expect(test.editor.document().layers).toBe(before.layers)
    test.tools.cancel()
    expect(test.editor.document()).toBe(before)
    expect(test.editor.stroke.get()).toBeNull()
  })

  it('fades to nothing, keeps its colour, and lies over what is there', () => {
    settings.set({ ...plain, to: 'clear' })
    test.down(100, 100).up(300, 100)
    const [r, g, b, alpha = 0] = test.pixel('raster', 200, 100)
    expect([r, g, b]).toEqual([255, 0, 0])
    expect(Math.abs(alpha - 127)).toBeLessThanOrEqual(2)
    expect(test.pixel('raster', 400, 100)[3]).toBe(0)
  })

  it('runs in circles, also backwards', () => {
    settings.set({ ...plain, shape: 'radial', reversed: true })
    test.down(256, 256).up(356, 256)
    expect(test.pixel('raster', 256, 256)).toEqual(expect.arrayContaining([0, 255]))
    expect(test.pixel('raster', 256, 256)[2]).toBeGreaterThan(250)
    expect(test.pixel('raster', 256, 380)).toEqual(red)
  })

  it('keeps straight with Shift, and a click does nothing', () => {
    test.down(100, 100).up(300, 110, { shift: true })
    expect(test.pixel('raster', 200, 10)).toEqual(test.pixel('raster', 200, 498))
    const steps = test.editor.history.get().done.length
    test.down(100, 100).up(100, 100)
    expect(test.editor.history.get().done).toHaveLength(steps)
  })

  it('shows no bands: bytes in between are spread', () => {
    colours(test, '#000000', '#040404')
    test.down(0, 0).up(512, 0)
    const row = Array.from(
      { length: 128 },
      (_none, i) => test.pixel('raster', 60 + (i >> 1), 100 + (i & 1))[0],
    )
    const changes = row.filter((value, i) => i > 0 && value !== row[i - 1]).length
    expect(changes).toBeGreaterThan(20)
  })

  it('covers a mask from all to nothing', () => {
    test.editor.edit('step.new-layer', addLayer(newLayer('mask', 'mask', 'M')))
    test.down(0, 100).up(512, 100)
    expect(test.pixel('mask', 2, 100)[0]).toBeGreaterThan(250)
    expect(test.pixel('mask', 509, 100)[0]).toBeLessThan(5)
  })
})

describe('shapes', () => {
  const plain: ShapeSettings = { kind: 'rectangle', filled: true, outlined: false, width: 10, radius: 0 }
  const settings = createStore(plain)
  let test: TestEditor
  beforeEach(() => {
    settings.set(plain)
    test = createTestEditor((editor) => createShapes(editor, settings))
    test.addRaster()
    colours(test, '#ff0000')
  })

  it('draw a crisp rectangle from corner to corner, in any direction', () => {
    test.down(200.4, 150).move(150, 120).up(100, 100)
    expect(test.pixel('raster', 100, 100)).toEqual(red)
    expect(test.pixel('raster', 199, 149)).toEqual(red)
    expect(test.pixel('raster', 200, 149)).toEqual(clear)
    expect(test.pixel('raster', 99, 120)).toEqual(clear)
  })

  it('draw a square with Shift and around the start with Alt', () => {
    test.down(200, 200).up(250, 220, { shift: true, alt: true })
    expect(test.pixel('raster', 150, 150)).toEqual(red)
    expect(test.pixel('raster', 249, 249)).toEqual(red)
    expect(test.pixel('raster', 149, 200)).toEqual(clear)
    expect(test.pixel('raster', 250, 249)).toEqual(clear)
  })

  it('move with Space before they are put down', () => {
    test.down(100, 100).move(150, 150).move(250, 250, { space: true }).up(250, 250)
    expect(test.pixel('raster', 210, 210)).toEqual(red)
    expect(test.pixel('raster', 150, 150)).toEqual(clear)
    expect(test.editor.history.get().done).toHaveLength(2)
  })

  it('fill in the foreground and outline in the background colour', () => {
    settings.set({ ...plain, outlined: true })
    test.down(100, 100).up(200, 200)
    expect(test.pixel('raster', 105, 150)).toEqual(blue)
    expect(test.pixel('raster', 110, 150)).toEqual(red)
    settings.set({ ...plain, filled: false, outlined: true })
    test.down(300, 300).up(400, 400)
    expect(test.pixel('raster', 305, 350)).toEqual(red)
    expect(test.pixel('raster', 350, 350)).toEqual(clear)
  })

  it('draw an ellipse with soft edges and round corners', () => {
    settings.set({ ...plain, kind: 'ellipse' })
    test.down(100, 100).up(300, 200)
    expect(test.pixel('raster', 200, 150)).toEqual(red)
    expect(test.pixel('raster', 105, 105)).toEqual(clear)
    const edge = Array.from({ length: 60 }, (_none, i) => test.pixel('raster', 100 + i, 115)[3] ?? 0)
    expect(edge.some((alpha) => alpha > 20 && alpha < 235)).toBe(true)
    settings.set({ ...plain, radius: 30 })
    test.down(300, 300).up(400, 400)
    expect(test.pixel('raster', 302, 302)).toEqual(clear)
    expect(test.pixel('raster', 302, 350)).toEqual(red)
  })

  it('draw a line of a width, straight with Shift', () => {
    settings.set({ ...plain, kind: 'line', filled: true, outlined: true })
    test.down(100, 100).up(300, 110, { shift: true })
    expect(test.pixel('raster', 200, 96)).toEqual(red)
    expect(test.pixel('raster', 200, 104)).toEqual(red)
    expect(test.pixel('raster', 200, 107)).toEqual(clear)
  })

  it('draw a polygon press by press, closed by its first corner', () => {
    settings.set({ ...plain, kind: 'polygon' })
    test.down(100, 100).up(100, 100)
    test.down(300, 100).up(300, 100)
    test.down(300, 300).up(300, 300)
    expect(test.tools.path()).toBe('shapes.corners')
    test.tools.send('hover', { ...pointer(200, 400) })
    test.editor.stroke.get()?.buffer.refresh()
    expect(test.editor.sketch.get()?.handles).toHaveLength(3)
    expect(test.layer('raster').pixels.tiles.size).toBe(0)
    test.down(103, 102).up(103, 102)
    expect(test.tools.path()).toBe('shapes.idle')
    expect(test.pixel('raster', 250, 150)).toEqual(red)
    expect(test.pixel('raster', 150, 250)).toEqual(clear)
    expect(test.editor.stroke.get()).toBeNull()
  })

  it('take the last corner back, close by Enter, and give up by Escape', () => {
    settings.set({ ...plain, kind: 'polygon' })
    test
      .down(100, 100)
      .up(100, 100)
      .down(300, 100)
      .up(300, 100)
      .down(300, 300)
      .up(300, 300)
      .down(10, 500)
      .up(10, 500)
    test.tools.key('back')
    test.tools.key('apply')
    expect(test.pixel('raster', 250, 150)).toEqual(red)
    expect(test.pixel('raster', 100, 300)).toEqual(clear)
    const before = test.editor.document()
    test.down(100, 100).up(100, 100).down(300, 100).up(300, 100)
    test.tools.cancel()
    expect(test.editor.document()).toBe(before)
    test.down(100, 100).up(100, 100)
    test.tools.key('back')
    expect(test.tools.path()).toBe('shapes.idle')
  })

  it('put a polygon down before a command changes the document', () => {
    settings.set({ ...plain, kind: 'polygon' })
    test.down(100, 100).up(100, 100).down(300, 100).up(300, 100).down(300, 300).up(300, 300)
    test.addRaster('other')
    expect(test.pixel('raster', 250, 150)).toEqual(red)
    expect(test.editor.history.get().done.map(({ labelKey }) => labelKey)).toEqual([
      ...['step.new-layer', 'step.shape', 'step.new-layer'],
    ])
    test.down(10, 10).up(10, 10)
    test.editor.undo()
    expect(test.editor.stroke.get()).toBeNull()
    expect(test.editor.history.get().done).toHaveLength(3)
  })

  it('leave nothing when they are cancelled or have no size', () => {
    const before = test.editor.document()
    test.down(100, 100).move(200, 200)
    test.tools.cancel()
    test.down(100, 100).up(100, 100)
    expect(test.editor.document()).toBe(before)
  })

  it('cover a mask, and keep to a layer that was moved', () => {
    test.editor.edit('step.move', changeLayer('raster', { x: 40, y: -30 }))
    test.down(100, 100).up(200, 200)
    expect(test.pixel('raster', 100, 100)).toEqual(red)
    expect(test.pixel('raster', 200, 199)).toEqual(clear)
    test.editor.edit('step.new-layer', addLayer(newLayer('mask', 'mask', 'M')))
    test.down(100, 100).up(200, 200)
    expect(test.pixel('mask', 150, 150)).toEqual([255])
    test.editor.edit('step.choose', selectLayer('raster'))
  })
})

function pointer(x: number, y: number) {
  const rest = { pressure: 1, tiltX: 0, tiltY: 0, eraser: false, shift: false, alt: false, mod: false }
  return { x, y, screen: { x, y }, ...rest }
}
