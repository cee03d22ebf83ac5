import { describe, expect, it } from 'vitest'
import { pixelsOf } from '#shared/document/selection/plane.ts'
import { setSelection } from '#shared/document/selection/selection-edits.ts'
import { rectangle } from '#shared/document/selection/shapes.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { createStore } from '#shared/store.ts'
import type { BoxSettings } from '#features/box/box-settings.ts'
import { fitting } from '#features/box/fitting.ts'
import { createBox } from '#features/box/index.ts'
import { createHand } from '#features/hand/index.ts'
import { createMove } from '#features/move/index.ts'
import { createTestEditor } from '#tests/support/test-editor.ts'

describe('the move tool', () => {
  it('drags the active layer as one step that can be taken back', () => {
    const test = createTestEditor((editor) => createMove(editor))
    test.addRaster()
    test.down(10, 10).move(40, 25).up(60.4, 30)
    expect(test.layer('raster')).toMatchObject({ x: 50, y: 20 })
    test.editor.undo()
    expect(test.layer('raster')).toMatchObject({ x: 0, y: 0 })
  })

  it('keeps to one direction with Shift', () => {
    const test = createTestEditor((editor) => createMove(editor))
    test.addRaster()
    test.down(10, 10).up(60, 30, { shift: true })
    expect(test.layer('raster')).toMatchObject({ x: 50, y: 0 })
  })

  it('goes back to where it was on cancel', () => {
    const test = createTestEditor((editor) => createMove(editor))
    test.addRaster()
    test.down(10, 10).move(90, 90)
    test.tools.cancel()
    expect(test.layer('raster')).toMatchObject({ x: 0, y: 0 })
  })
})

describe('the box tool', () => {
  it('resizes by a handle, no smaller than 64, and may reach over the page', () => {
    const test = createTestEditor((editor) => createBox(editor))
    test.down(512, 512).up(256, 300)
    expect(test.editor.document().box).toEqual({ x: 0, y: 0, width: 256, height: 300 })
    test.down(256, 300).up(-500, 900)
    expect(test.editor.document().box).toEqual({ x: 0, y: 0, width: 64, height: 900 })
  })

  it('never leaves the page altogether', () => {
    const test = createTestEditor((editor) => createBox(editor))
    test.down(512, 512).up(256, 256)
    test.down(100, 100).up(-900, 2000)
    expect(test.editor.document().box).toEqual({ x: -192, y: 448, width: 256, height: 256 })
  })

  it('lies on multiples when told to, and with Alt anywhere', () => {
    const test = createTestEditor((editor) => createBox(editor, createStore<BoxSettings>({ multiple: 64 })))
    test.down(512, 512).up(250, 330)
    expect(test.editor.document().box).toEqual({ x: 0, y: 0, width: 256, height: 320 })
    test.down(100, 100).up(140, 170)
    expect(test.editor.document().box).toEqual({ x: 64, y: 64, width: 256, height: 320 })
    test.down(64, 64).up(20, 10)
    expect(test.editor.document().box).toEqual({ x: 0, y: 0, width: 320, height: 384 })
    test.down(100, 100, { alt: true }).up(135, 111, { alt: true })
    expect(test.editor.document().box).toMatchObject({ x: 35, y: 11 })
  })

  it('fits what is selected, and grows to the smallest box there can be', () => {
    const test = createTestEditor((editor) => createBox(editor))
    const run = (id: string) =>
      fitting(test.editor)
        .find((command) => command.id === id)
        ?.run()
    const select = (area: Rectangle) =>
      test.editor.edit('step', setSelection(pixelsOf(rectangle(area, test.editor.document()))))
    select({ x: 100, y: 120, width: 200, height: 80 })
    run('box.fit-selection')
    expect(test.editor.document().box).toEqual({ x: 100, y: 120, width: 200, height: 80 })
    select({ x: 100, y: 100, width: 20, height: 20 })
    run('box.fit-selection')
    expect(test.editor.document().box).toEqual({ x: 78, y: 78, width: 64, height: 64 })
    run('box.fit-masks')
    expect(test.editor.remark.get()?.textKey).toBe('box.nothing')
    run('box.fit-page')
    expect(test.editor.document().box).toEqual({ x: 0, y: 0, width: 512, height: 512 })
  })

  it('moves when taken elsewhere', () => {
    const test = createTestEditor((editor) => createBox(editor))
    test.down(512, 512).up(256, 256)
    test.down(100, 100).move(150, 120)
    expect(test.tools.path()).toBe('box.moving')
    test.up(150, 120)
    expect(test.editor.document().box).toEqual({ x: 50, y: 20, width: 256, height: 256 })
    test.editor.undo()
    expect(test.editor.document().box).toEqual({ x: 0, y: 0, width: 256, height: 256 })
  })
})

describe('the hand', () => {
  it('pans the view and leaves document and history alone', () => {
    const test = createTestEditor(createHand)
    const before = test.editor.history.get()
    test.down(10, 10).move(30, 50).up(30, 50)
    expect(test.editor.session.get().camera).toEqual({ x: 20, y: 40, zoom: 1 })
    expect(test.editor.history.get()).toBe(before)
  })
})
