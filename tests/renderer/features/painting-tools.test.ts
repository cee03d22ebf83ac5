import { describe, expect, it } from 'vitest'
import { layersOf, newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, changeLayer } from '#shared/document/edits.ts'
import { createBrush } from '#features/brush/index.ts'
import { createEraser } from '#features/eraser/index.ts'
import { createMaskBrush } from '#features/mask-brush/index.ts'
import { createTestEditor } from '#tests/support/test-editor.ts'

const red = [209, 73, 91, 255]

describe('the brush', () => {
  it('paints its colour along the way, and nothing beside it', () => {
    const test = createTestEditor(createBrush)
    test.addRaster()
    test.down(100, 100).move(200, 100).up(300, 100)
    expect(test.pixel('raster', 200, 100)).toEqual(red)
    expect(test.pixel('raster', 299, 100)).toEqual(red)
    expect(test.pixel('raster', 200, 160)).toEqual([0, 0, 0, 0])
    expect(test.tools.path()).toBe('brush.idle')
  })

  it('is in brush.painting while the pointer is down, and the document waits for its end', () => {
    const test = createTestEditor(createBrush)
    test.addRaster()
    test.down(100, 100).move(150, 100)
    expect(test.tools.path()).toBe('brush.painting')
    expect(test.layer('raster').pixels.tiles.size).toBe(0)
    test.editor.stroke.get()?.buffer.refresh()
    expect(test.editor.stroke.get()?.buffer.tiles.size).toBe(1)
    test.up(150, 100)
    expect(test.layer('raster').pixels.tiles.size).toBe(1)
    expect(test.editor.stroke.get()).toBeNull()
  })

  it('makes a layer when there is none, and both are one step', () => {
    const test = createTestEditor(createBrush)
    test.down(10, 10).up(20, 20)
    expect(test.editor.document().order).toHaveLength(1)
    test.editor.undo()
    expect(test.editor.document().order).toHaveLength(0)
    test.editor.redo()
    expect(layersOf(test.editor.document())[0]?.pixels.tiles.size).toBe(1)
  })

  it('leaves nothing behind when the gesture is cancelled', () => {
    const test = createTestEditor(createBrush)
    test.addRaster()
    const before = test.editor.document()
    test.down(100, 100).move(200, 200)
    test.tools.cancel()
    expect(test.editor.document()).toBe(before)
    expect(test.editor.history.get().done).toHaveLength(1)
    expect(test.tools.path()).toBe('brush.idle')
  })

  it('paints on a moved layer where the pointer is, and only on the page', () => {
    const test = createTestEditor(createBrush)
    test.addRaster()
    test.editor.edit('step.move', changeLayer('raster', { x: -300, y: 40 }))
    test.down(100, 100).up(100, 100)
    expect(test.pixel('raster', 100, 100)).toEqual(red)
    test.down(511, 511).up(600, 600)
    expect(test.pixel('raster', 511, 511)).toEqual(red)
    expect(test.pixel('raster', 513, 513)).toEqual([0, 0, 0, 0])
  })

  it('covers no more than its opacity, however often it crosses itself', () => {
    const test = createTestEditor(createBrush)
    test.addRaster()
    const tip = { size: 40, hardness: 1, opacity: 0.5 }
    test.editor.session.set((session) => ({ ...session, tips: { brush: tip } }))
    test.down(50, 50).move(150, 50).move(50, 50).move(150, 50).up(50, 50)
    expect(test.pixel('raster', 100, 50)[3]).toBe(128)
  })

  it('shares the tiles that a stroke did not touch', () => {
    const test = createTestEditor(createBrush)
    test.addRaster()
    test.down(50, 50).up(60, 60)
    const first = [...test.layer('raster').pixels.tiles.values()][0]
    test.down(400, 400).up(410, 410)
    expect([...test.layer('raster').pixels.tiles.values()]).toContain(first)
  })
})

describe('the eraser', () => {
  it('takes away from the active layer, and does nothing without one', () => {
    const test = createTestEditor(createEraser)
    test.down(10, 10).up(20, 20)
    expect(test.editor.history.get().done).toHaveLength(0)
    const full = {
      channels: 1 as const,
      tiles: new Map([[32768 * 65536 + 32768, new Uint8ClampedArray(65536).fill(255)]]),
    }
    test.editor.edit('step.new-layer', addLayer({ ...newLayer('mask', 'mask', 'mask'), pixels: full }))
    test.down(100, 100).up(100, 100)
    expect(test.pixel('mask', 100, 100)).toEqual([0])
    expect(test.pixel('mask', 200, 200)).toEqual([255])
  })
})

describe('the mask brush', () => {
  it('paints one byte a pixel on a mask layer of its own and leaves the picture alone', () => {
    const test = createTestEditor(createMaskBrush)
    test.addRaster()
    test.down(100, 100).up(120, 100)
    const mask = layersOf(test.editor.document()).find(({ kind }) => kind === 'mask')
    expect(mask?.pixels.channels).toBe(1)
    expect(test.pixel(mask?.id ?? '', 110, 100)).toEqual([255])
    expect(test.layer('raster').pixels.tiles.size).toBe(0)
    test.down(300, 300).up(300, 300)
    expect(test.editor.document().order).toHaveLength(2)
  })
})
