import { describe, expect, it } from 'vitest'
import { newLayer } from '#shared/document/canvas-document.ts'
import { addLayer } from '#shared/document/edits.ts'
import { contentBounds, pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { pixelsOf } from '#shared/document/selection/plane.ts'
import { setSelection } from '#shared/document/selection/selection-edits.ts'
import { rectangle } from '#shared/document/selection/shapes.ts'
import { createStore } from '#shared/store.ts'
import { pageAround } from '#features/crop/anchors.ts'
import { createCropBench } from '#features/crop/frame.ts'
import { createCrop } from '#features/crop/index.ts'
import { paging } from '#features/crop/paging.ts'
import { createPicker } from '#features/picker/index.ts'
import { type PickerSettings } from '#features/picker/sample-colour.ts'
import { type TestEditor, createTestEditor } from '#tests/support/test-editor.ts'

function addFlat({ editor }: TestEditor, id: string, x: number, colour: number[], side = 100): void {
  const block = new Uint8ClampedArray(side * side * 4)
  for (let at = 0; at < block.length; at += 4) block.set(colour, at)
  const pixels = pixelsFrom(block, { x, y: 100, width: side, height: side }, 4)
  editor.edit('step', addLayer({ ...newLayer(id, 'raster', id), pixels }))
}

function bounds({ layer }: TestEditor, id: string) {
  const { pixels, x, y } = layer(id)
  const found = contentBounds(pixels)
  return found && { ...found, x: found.x + x, y: found.y + y }
}

describe('the crop tool', () => {
  const start = () => {
    const test = createTestEditor((editor) => createCrop(editor))
    addFlat(test, 'red', 100, [200, 0, 0, 255])
    test.tools.choose('crop')
    return test
  }

  it('begins with the page, and makes the frame the page as one step', () => {
    const test = start()
    expect(test.editor.sketch.get()?.keep).toEqual({ x: 0, y: 0, width: 512, height: 512 })
    test.down(0, 0).up(150, 50)
    test.down(512, 512).up(412, 462)
    expect(test.tools.path()).toBe('crop.editing')
    test.tools.key('apply')
    expect(test.editor.document()).toMatchObject({ width: 262, height: 412 })
    expect(bounds(test, 'red')).toEqual({ x: -50, y: 50, width: 100, height: 100 })
    expect(test.editor.document().box).toEqual({ x: 0, y: 0, width: 262, height: 412 })
    expect(test.editor.sketch.get()).toBeNull()
    test.editor.undo()
    expect(test.editor.document()).toMatchObject({ width: 512, height: 512 })
    expect(bounds(test, 'red')?.x).toBe(100)
  })

  it('takes pixels beyond the page away only when told to', () => {
    const test = createTestEditor((editor) => {
      const bench = createCropBench(editor)
      bench.settings.set({ ratio: 'free', deletePixels: true })
      return createCrop(editor, bench)
    })
    addFlat(test, 'red', 100, [200, 0, 0, 255])
    test.tools.choose('crop')
    test.down(0, 0).up(150, 0)
    test.tools.key('apply')
    expect(bounds(test, 'red')).toEqual({ x: 0, y: 100, width: 50, height: 100 })
  })

  it('draws a new frame, keeps it even with Shift, and moves it', () => {
    const test = start()
    test.down(512, 512).up(80, 80)
    test.down(300, 300).up(400, 360, { shift: true })
    expect(test.editor.sketch.get()?.keep).toEqual({ x: 300, y: 300, width: 100, height: 100 })
    test.down(330, 330).move(340, 320)
    expect(test.editor.sketch.get()?.keep).toEqual({ x: 310, y: 290, width: 100, height: 100 })
    test.tools.cancel()
    expect(test.editor.sketch.get()?.keep).toEqual({ x: 300, y: 300, width: 100, height: 100 })
    test.tools.cancel()
    expect(test.editor.sketch.get()).toBeNull()
    expect(test.editor.document().width).toBe(512)
  })

  it('grows the page where the frame reaches over it, and begins with what is selected', () => {
    const test = start()
    test.tools.cancel()
    test.editor.edit(
      'step',
      setSelection(pixelsOf(rectangle({ x: 50, y: 60, width: 200, height: 100 }, test.editor.document()))),
    )
    test.tools.choose('crop')
    expect(test.editor.sketch.get()?.keep).toEqual({ x: 50, y: 60, width: 200, height: 100 })
    test.down(50, 60).up(-50, -40)
    test.tools.key('apply')
    expect(test.editor.document()).toMatchObject({ width: 300, height: 200 })
    expect(bounds(test, 'red')).toMatchObject({ x: 150, y: 140 })
    const { selection } = test.editor.document()
    expect(selection && contentBounds(selection)).toEqual({ x: 100, y: 100, width: 200, height: 100 })
  })
})

describe('the page', () => {
  it('grows about the chosen side', () => {
    const page = { width: 500, height: 400 }
    const size = { width: 600, height: 300 }
    expect(pageAround(page, size, { x: 0, y: 0 })).toEqual({ x: -0, y: 0, width: 600, height: 300 })
    expect(pageAround(page, size, { x: 0.5, y: 1 })).toEqual({ x: -50, y: 100, width: 600, height: 300 })
  })

  it('fits what is painted, also beyond its edge', () => {
    const test = createTestEditor((editor) => createCrop(editor))
    const run = (id: string) =>
      paging(test.editor, createStore(false))
        .find((each) => each.id === id)
        ?.run()
    run('page.fit-layers')
    expect(test.editor.remark.get()?.textKey).toBe('box.nothing')
    addFlat(test, 'red', -50, [200, 0, 0, 255])
    run('page.fit-layers')
    expect(test.editor.document()).toMatchObject({ width: 100, height: 100 })
    expect(bounds(test, 'red')).toMatchObject({ x: 0, y: 0 })
  })
})

describe('the colour picker', () => {
  const start = (settings?: PickerSettings) => {
    const test = createTestEditor((editor) => createPicker(editor, settings && createStore(settings)))
    addFlat(test, 'red', 100, [200, 0, 0, 255])
    addFlat(test, 'blue', 150, [0, 0, 200, 255])
    return test
  }
  const colours = ({ editor }: TestEditor) => editor.session.get()

  it('takes the colour that is seen, with Alt as the background', () => {
    const test = start()
    test.down(110, 110).up(110, 110)
    expect(colours(test).colour).toBe('#c80000')
    test.down(160, 110, { alt: true }).up(160, 110, { alt: true })
    expect(colours(test)).toMatchObject({ colour: '#c80000', background: '#0000c8' })
    expect(test.editor.history.get().done).toHaveLength(2)
  })

  it('takes the mean of several pixels', () => {
    const test = start({ size: 3, all: true })
    test.down(150, 150).up(150, 150)
    expect(colours(test).colour).toBe('#430085')
  })

  it('looks at the active layer alone when told to', () => {
    const test = start({ size: 1, all: false })
    test.editor.edit('step', (document) => ({ ...document, activeLayerId: 'red' }))
    test.down(160, 150).up(160, 150)
    expect(colours(test).colour).toBe('#c80000')
  })

  it('says when there is no colour', () => {
    const test = start()
    const before = colours(test).colour
    test.down(400, 400).up(400, 400)
    expect(colours(test).colour).toBe(before)
    expect(test.editor.remark.get()?.textKey).toBe('picker.nothing')
  })
})
