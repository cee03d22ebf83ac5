import { describe, expect, it } from 'vitest'
import { newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, changeLayer, selectLayer } from '#shared/document/edits.ts'
import { contentBounds, pixelsFrom, readPixels } from '#shared/document/pixel-transfer.ts'
import { pixelsOf } from '#shared/document/selection/plane.ts'
import { setSelection } from '#shared/document/selection/selection-edits.ts'
import { rectangle } from '#shared/document/selection/shapes.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { createBench } from '#features/transform/work.ts'
import { measure, withMeasure } from '#features/transform/measure.ts'
import { createTransform } from '#features/transform/index.ts'
import { turnLayers } from '#features/transform/turn-layers.ts'
import { createMarquee } from '#features/marquee/index.ts'
import { createToolRunner } from '#editor/tools/tool-runner.ts'
import { type TestEditor, createTestEditor } from '#tests/support/test-editor.ts'

const square = { x: 100, y: 100, width: 80, height: 60 }

/** A layer with a square of noise, and the transform tool, borrowed from the marquee. */
function start(area: Rectangle = square) {
  const test = createTestEditor((editor) => createMarquee(editor))
  const bench = createBench(test.editor)
  const transform = createTransform(test.editor, bench)
  const tools = createToolRunner(test.editor, [...test.tools.tools, transform])
  addNoise(test, 'noise', area)
  const pointer = (x: number, y: number, more = {}) => ({
    ...{ x, y, screen: { x, y }, pressure: 1, tiltX: 0, tiltY: 0, eraser: false },
    ...{ shift: false, alt: false, mod: false, ...more },
  })
  const drag = (from: [number, number], to: [number, number], more = {}) => {
    tools.send('down', pointer(...from, more))
    tools.send('move', pointer(...to, more))
    tools.send('up', pointer(...to, more))
  }
  return { ...test, test, bench, tools, drag, toolId: () => test.editor.session.get().toolId }
}

function addNoise({ editor }: TestEditor, id: string, area: Rectangle): void {
  const block = new Uint8ClampedArray(area.width * area.height * 4)
  for (let at = 0; at < block.length; at++) block[at] = at % 4 === 3 ? 255 : (at * 7919) % 251
  editor.edit('step', addLayer({ ...newLayer(id, 'raster', id), pixels: pixelsFrom(block, area, 4) }))
}

function bounds({ layer }: Pick<TestEditor, 'layer'>, id = 'noise') {
  const { pixels, x, y } = layer(id)
  const found = contentBounds(pixels)
  return found && { ...found, x: found.x + x, y: found.y + y }
}

describe('the transform tool', () => {
  it('takes the layer in hand, scales it by a corner, and is one step', () => {
    const { tools, drag, editor, layer, toolId } = start()
    tools.choose('transform')
    expect(editor.lifted.get()?.pieces).toHaveLength(1)
    expect(layer('noise').pixels.tiles.size).toBe(0)
    drag([180, 160], [260, 220])
    tools.key('apply')
    const found = bounds({ layer })
    expect(Math.abs((found?.width ?? 0) - 160)).toBeLessThanOrEqual(2)
    expect(Math.abs((found?.x ?? 0) - 100)).toBeLessThanOrEqual(1)
    expect(toolId()).toBe('marquee')
    expect(editor.lifted.get()).toBeNull()
    editor.undo()
    expect(bounds({ layer })).toEqual(square)
  })

  it('moved by whole pixels changes no byte', () => {
    const { tools, drag, layer } = start()
    const before = readPixels(layer('noise').pixels, square)
    tools.choose('transform')
    drag([130, 130], [151.4, 97.2])
    tools.key('apply')
    const after = readPixels(layer('noise').pixels, { ...square, x: 121, y: 67 })
    expect(Buffer.from(after.buffer).equals(Buffer.from(before.buffer))).toBe(true)
  })

  it('applied without a change is no step', () => {
    const { tools, editor } = start()
    const before = editor.history.get().done.length
    tools.choose('transform')
    tools.key('apply')
    expect(editor.history.get().done.length).toBe(before)
    expect(editor.document().layers.noise?.pixels.tiles.size).toBe(1)
  })

  it('given up leaves everything as it was', () => {
    const { tools, drag, editor, toolId } = start()
    const before = editor.document()
    tools.choose('transform')
    drag([180, 160], [260, 220])
    tools.cancel()
    expect(editor.document()).toBe(before)
    expect(toolId()).toBe('marquee')
    expect(editor.sketch.get()).toBeNull()
  })

  it('turns outside of the frame, by steps of 15° with Shift', () => {
    const { tools, drag, bench } = start()
    tools.choose('transform')
    drag([240, 130], [142, 240], { shift: true })
    const work = bench.work.get()
    expect(work && measure(work).angle).toBeCloseTo(90, 5)
  })

  it('keeps proportions with Shift and the middle with Alt', () => {
    const { tools, drag, bench } = start()
    tools.choose('transform')
    drag([180, 160], [220, 161], { shift: true })
    const even = bench.work.get()
    expect(even && measure(even)).toMatchObject({ x: 100, y: 100, width: 120, height: 90 })
    tools.cancel()
    tools.choose('transform')
    drag([180, 130], [200, 130], { alt: true })
    const centred = bench.work.get()
    expect(centred && measure(centred)).toMatchObject({ x: 80, width: 120, height: 60 })
  })

  it('leans by a side and bends by a corner with Ctrl', () => {
    const { tools, drag, editor, bench } = start()
    tools.choose('transform')
    drag([140, 100], [170, 100], { mod: true })
    expect(editor.sketch.get()?.lines?.[0]?.points[0]).toEqual({ x: 130, y: 100 })
    expect(editor.sketch.get()?.lines?.[0]?.points[3]).toEqual({ x: 100, y: 160 })
    tools.cancel()
    tools.choose('transform')
    drag([180, 100], [200, 80], { mod: true })
    const [a, b] = editor.sketch.get()?.lines?.[0]?.points ?? []
    expect(b?.x).toBeCloseTo(200, 6)
    expect(b?.y).toBeCloseTo(80, 6)
    expect(a).toMatchObject({ x: 100, y: 100 })
    const before = bench.work.get()?.matrix
    // Folded over itself it cannot be filled, so it stays as it was.
    drag([200, 80], [90, 300], { mod: true })
    expect(bench.work.get()?.matrix).toEqual(before)
    tools.key('apply')
    expect(
      contentBounds(editor.document().layers.noise?.pixels ?? pixelsOf(rectangle(square, square))),
    ).toBeTruthy()
  })

  it('can be said in numbers', () => {
    const { tools, bench } = start()
    tools.choose('transform')
    const set = (change: Parameters<typeof withMeasure>[1]) => {
      const work = bench.work.get()
      if (work) bench.set(withMeasure(work, change))
    }
    set({ width: 40 })
    set({ angle: 30 })
    set({ x: 10 })
    const work = bench.work.get()
    if (!work) throw new Error('no work')
    const now = measure(work)
    expect(now.x).toBeCloseTo(10, 6)
    expect([now.width, now.height, now.angle].map((value) => value.toFixed(3))).toEqual([
      '40.000',
      '60.000',
      '30.000',
    ])
  })

  it('takes only what is selected, and the selection with it', () => {
    const { tools, drag, editor, pixel } = start()
    const part = rectangle({ x: 100, y: 100, width: 40, height: 60 }, editor.document())
    editor.edit('step', setSelection(pixelsOf(part)))
    const colour = pixel('noise', 110, 110)
    tools.choose('transform')
    drag([120, 130], [320, 330])
    tools.key('apply')
    expect(pixel('noise', 110, 110)[3]).toBe(0)
    expect(pixel('noise', 150, 110)[3]).toBe(255)
    expect(pixel('noise', 310, 310)).toEqual(colour)
    const { selection } = editor.document()
    expect(selection && contentBounds(selection)).toEqual({ x: 300, y: 300, width: 40, height: 60 })
    editor.undo()
    expect(pixel('noise', 110, 110)).toEqual(colour)
  })

  it('takes several layers, and all that a group holds', () => {
    const { test, tools, drag, editor, layer } = start()
    addNoise(test, 'other', { x: 200, y: 100, width: 20, height: 20 })
    editor.session.set((session) => ({ ...session, selectedLayers: ['noise', 'other'] }))
    tools.choose('transform')
    drag([130, 130], [140, 135])
    tools.key('apply')
    expect(bounds({ layer }, 'noise')).toEqual({ ...square, x: 110, y: 105 })
    expect(bounds({ layer }, 'other')).toEqual({ x: 210, y: 105, width: 20, height: 20 })
  })

  it('is applied before anything else changes the document, and not lost', () => {
    const { tools, drag, editor, layer, toolId } = start()
    tools.choose('transform')
    drag([130, 130], [140, 130])
    editor.edit('step.rename', changeLayer('noise', { name: 'New name' }))
    expect(bounds({ layer })).toEqual({ ...square, x: 110 })
    tools.send('hover', {
      ...{ x: 0, y: 0, screen: { x: 0, y: 0 }, pressure: 1, tiltX: 0 },
      ...{ tiltY: 0, eraser: false, shift: false, alt: false, mod: false },
    })
    expect(toolId()).toBe('marquee')
    editor.undo()
    editor.undo()
    expect(bounds({ layer })).toEqual(square)
  })

  it('says why there is nothing to do, and gives the tool back', () => {
    const { tools, editor, toolId } = start()
    editor.edit('step', addLayer(newLayer('empty', 'raster', 'Empty')))
    tools.choose('transform')
    expect(toolId()).toBe('marquee')
    expect(editor.remark.get()?.textKey).toBe('transform.nothing')
    editor.edit('step', selectLayer('noise'))
    editor.edit('step', changeLayer('noise', { locked: true }))
    tools.choose('transform')
    expect(toolId()).toBe('marquee')
    expect(editor.remark.get()?.textKey).toBe('refusal.locked')
  })
})

describe('flips and turns', () => {
  it('are exact, and one step', () => {
    const { editor, bench, pixel, layer } = start()
    const [left, right] = [pixel('noise', 100, 100), pixel('noise', 179, 100)]
    turnLayers(editor, bench, 'flip-h', 'step.flip')
    expect([pixel('noise', 179, 100), pixel('noise', 100, 100)]).toEqual([left, right])
    turnLayers(editor, bench, 'right', 'step.rotate')
    expect(bounds({ layer })).toEqual({ x: 110, y: 90, width: 60, height: 80 })
    turnLayers(editor, bench, 'left', 'step.rotate')
    turnLayers(editor, bench, 'flip-h', 'step.flip')
    expect(pixel('noise', 100, 100)).toEqual(left)
    expect(bounds({ layer })).toEqual(square)
  })
})
