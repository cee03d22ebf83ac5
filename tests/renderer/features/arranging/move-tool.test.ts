import { describe, expect, it } from 'vitest'
import { newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, changeLayer } from '#shared/document/edits.ts'
import { contentBounds, pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { pixelsOf } from '#shared/document/selection/plane.ts'
import { setSelection } from '#shared/document/selection/selection-edits.ts'
import { rectangle } from '#shared/document/selection/shapes.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { createMove } from '#features/move/index.ts'
import { nudge } from '#features/move/nudge.ts'
import { type TestEditor, createTestEditor } from '#tests/support/test-editor.ts'

const colours: Record<string, number[]> = { red: [200, 20, 20, 255], blue: [20, 20, 200, 255] }

function addSquare({ editor }: TestEditor, id: string, area: Rectangle, parent: string | null = null): void {
  const block = new Uint8ClampedArray(area.width * area.height * 4)
  for (let at = 0; at < block.length; at += 4) block.set(colours[id] ?? [9, 9, 9, 255], at)
  editor.edit('step', addLayer({ ...newLayer(id, 'raster', id), pixels: pixelsFrom(block, area, 4) }))
  if (parent)
    editor.edit('step', (document) => ({
      ...document,
      layers: { ...document.layers, [id]: { ...document.layers[id]!, parent } },
    }))
}

function start() {
  const test = createTestEditor((editor) => createMove(editor))
  addSquare(test, 'red', { x: 100, y: 100, width: 50, height: 50 })
  addSquare(test, 'blue', { x: 120, y: 120, width: 50, height: 50 })
  return test
}

function select({ editor }: TestEditor, area: Rectangle): void {
  editor.edit('step', setSelection(pixelsOf(rectangle(area, editor.document()))))
}

describe('the move tool', () => {
  it('takes the layer under the pointer with Ctrl', () => {
    const test = start()
    test.down(105, 105, { mod: true }).up(125, 115)
    expect(test.layer('red')).toMatchObject({ x: 20, y: 10 })
    expect(test.layer('blue')).toMatchObject({ x: 0, y: 0 })
    expect(test.editor.document().activeLayerId).toBe('red')
    test.down(400, 400, { mod: true }).up(401, 400)
    expect(test.layer('red')).toMatchObject({ x: 21, y: 10 })
  })

  it('moves several layers, and all that a group holds', () => {
    const test = start()
    test.editor.session.set((session) => ({ ...session, selectedLayers: ['red', 'blue'] }))
    test.down(130, 130).up(137, 131)
    expect([test.layer('red').x, test.layer('blue').x]).toEqual([7, 7])
    test.editor.edit('step', addLayer(newLayer('group', 'group', 'Group')))
    addSquare(test, 'green', { x: 0, y: 0, width: 9, height: 9 }, 'group')
    test.editor.edit('step', (document) => ({
      ...document,
      order: ['red', 'blue', 'green', 'group'],
      activeLayerId: 'group',
    }))
    test.down(300, 300).up(330, 330)
    expect(test.layer('green')).toMatchObject({ x: 30, y: 30 })
    expect(test.layer('red').x).toBe(7)
  })

  it('snaps to edges and middle of the page, and shows the lines', () => {
    const test = start()
    test.down(130, 130).move(14, 14)
    expect(test.layer('blue')).toMatchObject({ x: -120, y: -120 })
    expect(test.editor.sketch.get()?.lines).toHaveLength(2)
    test.move(238, 60)
    expect(test.layer('blue')).toMatchObject({ x: 111, y: -70 })
    test.up(238, 60)
    expect(test.editor.sketch.get()).toBeNull()
  })

  it('says why a locked layer stays', () => {
    const test = start()
    test.editor.edit('step', changeLayer('blue', { locked: true }))
    const before = test.editor.document()
    test.down(130, 130).up(160, 160)
    expect(test.editor.document()).toBe(before)
    expect(test.editor.remark.get()?.textKey).toBe('refusal.locked')
  })
})

describe('moving what is selected', () => {
  it('cuts it out, floats it, and puts it down as one step', () => {
    const test = start()
    select(test, { x: 120, y: 120, width: 20, height: 50 })
    const steps = test.editor.history.get().done.length
    test.down(130, 130).move(230, 140)
    expect(test.tools.path()).toBe('move.floating')
    expect(test.pixel('blue', 130, 130)[3]).toBe(0)
    expect(test.editor.lifted.get()?.pieces[0]?.layerId).toBe('blue')
    test.up(230, 140)
    expect(test.pixel('blue', 130, 130)[3]).toBe(0)
    expect(test.pixel('blue', 145, 130)).toEqual(colours.blue)
    expect(test.pixel('blue', 225, 135)).toEqual(colours.blue)
    const { selection } = test.editor.document()
    expect(selection && contentBounds(selection)).toEqual({ x: 220, y: 130, width: 20, height: 50 })
    expect(test.editor.history.get().done.length).toBe(steps + 1)
    test.editor.undo()
    expect(test.pixel('blue', 130, 130)).toEqual(colours.blue)
  })

  it('leaves a copy with Alt, and everything on cancel', () => {
    const test = start()
    select(test, { x: 120, y: 120, width: 20, height: 20 })
    test.down(130, 130, { alt: true }).up(230, 130)
    expect(test.pixel('blue', 125, 125)).toEqual(colours.blue)
    expect(test.pixel('blue', 225, 125)).toEqual(colours.blue)
    const before = test.editor.document()
    test.down(230, 130).move(300, 300)
    test.tools.cancel()
    expect(test.editor.document()).toBe(before)
    expect(test.editor.lifted.get()).toBeNull()
  })

  it('says when there is nothing in it', () => {
    const test = start()
    select(test, { x: 400, y: 400, width: 20, height: 20 })
    test.down(410, 410).up(420, 420)
    expect(test.editor.remark.get()?.textKey).toBe('move.nothing')
  })

  it('is nudged pixel by pixel', () => {
    const test = start()
    select(test, { x: 120, y: 120, width: 20, height: 50 })
    nudge(test.editor, 0, -10)
    expect(test.pixel('blue', 125, 112)).toEqual(colours.blue)
    expect(test.pixel('blue', 125, 165)[3]).toBe(0)
    test.editor.edit('step', setSelection(null))
    nudge(test.editor, 3, 0)
    expect(test.layer('blue')).toMatchObject({ x: 3, y: 0 })
  })
})

it('keeps where moved pixels came from', () => {
  const test = start()
  const map = pixelsFrom(new Uint8ClampedArray(2500).fill(1), { x: 120, y: 120, width: 50, height: 50 }, 1)
  test.editor.edit('step', changeLayer('blue', { origins: { map, pictures: ['abc'] } }))
  select(test, { x: 120, y: 120, width: 20, height: 50 })
  test.down(130, 130).up(330, 330)
  const { origins, x, y } = test.layer('blue')
  expect([x, y]).toEqual([0, 0])
  expect(origins?.pictures).toEqual(['abc'])
  const labels = origins && contentBounds(origins.map)
  expect(labels).toEqual({ x: 120, y: 120, width: 220, height: 250 })
})
