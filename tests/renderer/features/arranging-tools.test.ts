import { describe, expect, it } from 'vitest'
import { createBox } from '#features/box/index.ts'
import { createHand } from '#features/hand/index.ts'
import { createMove } from '#features/move/index.ts'
import { createTestEditor } from '#tests/support/test-editor.ts'

describe('the move tool', () => {
  it('drags the active layer as one step that can be taken back', () => {
    const test = createTestEditor(createMove)
    test.addRaster()
    test.down(10, 10).move(40, 25).up(60.4, 30)
    expect(test.layer('raster')).toMatchObject({ x: 50, y: 20 })
    test.editor.undo()
    expect(test.layer('raster')).toMatchObject({ x: 0, y: 0 })
  })

  it('keeps to one direction with Shift', () => {
    const test = createTestEditor(createMove)
    test.addRaster()
    test.down(10, 10).up(60, 30, { shift: true })
    expect(test.layer('raster')).toMatchObject({ x: 50, y: 0 })
  })

  it('goes back to where it was on cancel', () => {
    const test = createTestEditor(createMove)
    test.addRaster()
    test.down(10, 10).move(90, 90)
    test.tools.cancel()
    expect(test.layer('raster')).toMatchObject({ x: 0, y: 0 })
  })
})

describe('the box tool', () => {
  it('resizes by a handle, no smaller than 64, and stays on the page', () => {
    const test = createTestEditor(createBox)
    test.down(512, 512).up(256, 300)
    expect(test.editor.document().box).toEqual({ x: 0, y: 0, width: 256, height: 300 })
    test.down(256, 300).up(-500, 900)
    expect(test.editor.document().box).toEqual({ x: 0, y: 0, width: 64, height: 512 })
  })

  it('moves when taken elsewhere', () => {
    const test = createTestEditor(createBox)
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
