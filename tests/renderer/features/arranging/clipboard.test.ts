import { describe, expect, it } from 'vitest'
import { newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, changeLayer } from '#shared/document/edits.ts'
import { contentBounds, pixelsFrom, readPixels } from '#shared/document/pixel-transfer.ts'
import { pixelsOf } from '#shared/document/selection/plane.ts'
import { setSelection } from '#shared/document/selection/selection-edits.ts'
import { ellipse } from '#shared/document/selection/shapes.ts'
import { newDraft } from '#editor/draft.ts'
import { createEditor } from '#editor/editor.ts'
import { mergedClip } from '#features/clipboard/clip.ts'
import { samePicture } from '#features/clipboard/system.ts'
import { copyPixels, cutPixels, deletePixels, pasteClip } from '#features/clipboard/taking.ts'

const area = { x: 60, y: 50, width: 200, height: 150 }

/** A noisy layer at (7, 3), and a round selection on it. */
function start() {
  const editor = createEditor(newDocument('document'), newDraft(1))
  const block = new Uint8ClampedArray(area.width * area.height * 4)
  for (let at = 0; at < block.length; at++) block[at] = at % 4 === 3 ? 255 : (at * 7919) % 251
  const pixels = pixelsFrom(block, { ...area, x: 53, y: 47 }, 4)
  editor.edit('step', addLayer({ ...newLayer('noise', 'raster', 'Noise'), x: 7, y: 3, pixels }))
  const round = ellipse({ x: 100, y: 80, width: 90, height: 60 }, true, editor.document())
  editor.edit('step', setSelection(pixelsOf(round)))
  const active = () => {
    const { layers, activeLayerId } = editor.document()
    const layer = layers[activeLayerId ?? '']
    if (!layer) throw new Error('There is no active layer.')
    return layer
  }
  return { editor, active }
}

describe('copying', () => {
  it('and pasting puts the same pixels where they were, on a layer of their own', () => {
    const { editor, active } = start()
    const source = active()
    const clip = copyPixels(editor)
    if (!clip) throw new Error('nothing')
    expect(clip.bounds).toEqual({ x: 100, y: 80, width: 90, height: 60 })
    pasteClip(editor, clip)
    expect(active().id).not.toBe('noise')
    expect(editor.document().selection).toBeNull()
    const pasted = readPixels(active().pixels, { x: 140, y: 100, width: 9, height: 9 })
    expect([...pasted]).toEqual([...readPixels(source.pixels, { x: 133, y: 97, width: 9, height: 9 })])
    expect(editor.document().layers.noise).toBe(source)
    editor.undo()
    expect(editor.document().order).toEqual(['noise'])
    expect(editor.document().selection).not.toBeNull()
  })

  it('works on locked layers, cutting does not and says so', () => {
    const { editor } = start()
    editor.edit('step', changeLayer('noise', { locked: true }))
    expect(copyPixels(editor)).not.toBeNull()
    const before = editor.document()
    expect(cutPixels(editor)).toBeNull()
    expect(editor.remark.get()?.textKey).toBe('refusal.locked')
    expect(editor.document()).toBe(before)
  })

  it('of all layers takes what is seen', () => {
    const { editor } = start()
    editor.edit('step', changeLayer('noise', { opacity: 0.5 }))
    const clip = mergedClip(editor)
    if (!clip) throw new Error('nothing')
    const middle = (30 * clip.bounds.width + 45) * 4
    expect(Math.abs((clip.picture[middle + 3] ?? 0) - 128)).toBeLessThanOrEqual(1)
  })

  it('says when there is nothing', () => {
    const { editor } = start()
    editor.edit('step', addLayer(newLayer('empty', 'raster', 'Empty')))
    expect(copyPixels(editor)).toBeNull()
    expect(editor.remark.get()?.textKey).toBe('clipboard.nothing')
  })
})

describe('cutting and deleting', () => {
  it('leave what is not selected, as one step', () => {
    const { editor, active } = start()
    const clip = cutPixels(editor)
    expect(clip?.bounds).toEqual({ x: 100, y: 80, width: 90, height: 60 })
    expect(readPixels(active().pixels, { x: 138, y: 107, width: 1, height: 1 })[3]).toBe(0)
    expect(contentBounds(active().pixels)).toEqual({ ...area, x: 53, y: 47 })
    editor.undo()
    deletePixels(editor)
    expect(readPixels(active().pixels, { x: 138, y: 107, width: 1, height: 1 })[3]).toBe(0)
    editor.undo()
    expect(readPixels(active().pixels, { x: 138, y: 107, width: 1, height: 1 })[3]).toBe(255)
  })

  it('respect locked transparency, and say so', () => {
    const { editor } = start()
    editor.edit('step', changeLayer('noise', { lockAlpha: true }))
    const before = editor.document()
    deletePixels(editor)
    expect(editor.document()).toBe(before)
    expect(editor.remark.get()?.textKey).toBe('refusal.alpha')
  })
})

describe('our own picture on the clipboard', () => {
  it('is known again, though partly clear pixels were rounded', () => {
    const ours = new Uint8ClampedArray([9, 8, 7, 255, 100, 50, 20, 30, 0, 0, 0, 0])
    expect(samePicture(new Uint8ClampedArray([9, 8, 7, 255, 102, 51, 17, 30, 5, 5, 5, 0]), ours)).toBe(true)
    expect(samePicture(new Uint8ClampedArray([9, 8, 6, 255, 100, 50, 20, 30, 0, 0, 0, 0]), ours)).toBe(false)
    expect(samePicture(new Uint8ClampedArray([9, 8, 7, 255, 100, 50, 20, 90, 0, 0, 0, 0]), ours)).toBe(false)
  })
})
