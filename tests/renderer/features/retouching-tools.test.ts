import { beforeEach, describe, expect, it } from 'vitest'
import { layersOf, newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, changeLayer, placeLayer } from '#shared/document/edits.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { createStore } from '#shared/store.ts'
import { createClone } from '#features/clone/index.ts'
import type { CloneSettings } from '#features/clone/stamp.ts'
import { createSmudge } from '#features/smudge/index.ts'
import { type TextDraft, plainText } from '#features/text/draft.ts'
import { createTextTool } from '#features/text/index.ts'
import type { TextParts } from '#features/text/states/typing.ts'
import { withTip } from '#editor/session.ts'
import { type TestEditor, createTestEditor } from '#tests/support/test-editor.ts'

const page = { x: 0, y: 0, width: 512, height: 512 }
const clear = [0, 0, 0, 0]

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

describe('the clone', () => {
  const settings = createStore<CloneSettings>({ aligned: true, sampleAll: false })
  let test: TestEditor
  /** Each pixel says where it is, so that a copy says where it came from. */
  const places = (x: number, y: number) => [x >> 1, y >> 1, 77, 255]
  beforeEach(() => {
    settings.set({ aligned: true, sampleAll: false })
    test = createTestEditor((editor) => createClone(editor, settings))
    addPicture(test, 'picture', places)
    test.editor.session.set((session) => withTip(session, 'clone', { size: 20, hardness: 1 }))
  })

  it('asks for a source first', () => {
    const before = test.editor.document()
    test.down(100, 100).up(120, 100)
    expect(test.editor.document()).toBe(before)
    expect(test.editor.remark.get()?.textKey).toBe('clone.no-source')
  })

  it('paints with what lies at the source, and keeps its distance from stroke to stroke', () => {
    test.down(100, 100, { alt: true }).up(100, 100)
    expect(test.tools.path()).toBe('clone.idle')
    test.down(300, 200).up(320, 200)
    expect(test.pixel('picture', 310, 200)).toEqual(places(110, 100))
    test.down(400, 300).up(400, 300)
    expect(test.pixel('picture', 400, 300)).toEqual(places(200, 200))
    expect(test.editor.history.get().done.at(-1)?.labelKey).toBe('step.clone')
  })

  it('starts at the source anew when it is not aligned', () => {
    settings.set({ aligned: false, sampleAll: false })
    test.down(100, 100, { alt: true }).up(100, 100)
    test.down(300, 200).up(300, 200)
    test.down(400, 300).up(400, 300)
    expect(test.pixel('picture', 400, 300)).toEqual(places(100, 100))
  })

  it('takes what was there before the stroke, never its own paint', () => {
    test.down(100, 100, { alt: true }).up(100, 100)
    test.down(110, 100).move(200, 100).up(300, 100)
    expect(test.pixel('picture', 290, 100)).toEqual(places(280, 100))
  })

  it('takes from all layers onto the active one, which may lie elsewhere', () => {
    settings.set({ aligned: true, sampleAll: true })
    test.addRaster('above')
    test.editor.edit('step.move', changeLayer('above', { x: -60, y: 25 }))
    test.down(100, 100, { alt: true }).up(100, 100)
    test.down(300, 200).up(300, 200)
    expect(test.pixel('above', 300, 200)).toEqual(places(100, 100))
    settings.set({ aligned: true, sampleAll: false })
    test.down(400, 400).up(400, 400)
    expect(test.pixel('above', 400, 400)).toEqual(clear)
  })

  it('shows where it takes from', () => {
    test.down(100, 100, { alt: true }).up(100, 100)
    expect(test.editor.sketch.get()?.lines).toHaveLength(2)
    test.down(300, 200).move(310, 210)
    expect(test.editor.sketch.get()?.lines?.[0]?.points[0]?.y).toBeCloseTo(110)
    test.tools.cancel()
  })
})

describe('the smudge', () => {
  let test: TestEditor
  beforeEach(() => {
    test = createTestEditor(createSmudge)
    addPicture(test, 'picture', (x) => (x < 256 ? [200, 0, 0, 255] : [0, 0, 200, 255]))
    test.editor.session.set((session) => withTip(session, 'smudge', { size: 30, hardness: 1, opacity: 0.9 }))
  })

  it('drags paint along, less and less', () => {
    test.down(230, 100).move(260, 100).move(290, 100).up(340, 100)
    const reds = [258, 270, 290, 330].map((x) => test.pixel('picture', x, 100)[0] ?? 0)
    expect(reds[0]).toBeGreaterThan(100)
    expect(reds).toEqual(reds.toSorted((a, b) => b - a))
    expect(test.pixel('picture', 300, 140)).toEqual([0, 0, 200, 255])
    expect(test.editor.history.get().done.at(-1)?.labelKey).toBe('step.smudge')
  })

  it('leaves one colour as it is', () => {
    test.down(50, 300).move(120, 320).up(200, 300)
    expect(test.pixel('picture', 120, 320)).toEqual([200, 0, 0, 255])
  })

  it('lends no colour from clear pixels', () => {
    addPicture(test, 'half', (x) => (x < 256 ? [200, 100, 50, 255] : clear))
    test.down(230, 100).move(260, 100).up(300, 100)
    const [r, g, b, alpha = 0] = test.pixel('half', 265, 100)
    expect(alpha).toBeGreaterThan(20)
    expect([r, g, b].map((value, i) => Math.abs((value ?? 0) - [200, 100, 50][i]!) <= 4)).toEqual([
      true,
      true,
      true,
    ])
  })

  it('keeps to the selection and to locked transparency', () => {
    const selection = pixelsFrom(new Uint8ClampedArray(270 * 512).fill(255), { ...page, width: 270 }, 1)
    test.editor.edit('step.select', (document) => ({ ...document, selection }))
    test.down(230, 100).up(340, 100)
    expect(test.pixel('picture', 265, 100)[0]).toBeGreaterThan(20)
    expect(test.pixel('picture', 271, 100)).toEqual([0, 0, 200, 255])
    test.editor.edit('step.select', (document) => ({ ...document, selection: null }))
    addPicture(test, 'half', (x) => (x < 256 ? [200, 100, 50, 255] : clear))
    test.editor.edit('step.lock', changeLayer('half', { lockAlpha: true }))
    test.down(230, 100).up(300, 100)
    expect(test.pixel('half', 265, 100)[3]).toBe(0)
    expect(test.pixel('half', 240, 100)[3]).toBe(255)
  })
})

describe('the text', () => {
  let test: TestEditor
  let parts: TextParts
  /** Writes a block as wide as the text is long, so that no fonts are needed. */
  const write = ({ text, x, y }: TextDraft) =>
    text.trim() === ''
      ? null
      : {
          ...{ x, y },
          pixels: pixelsFrom(
            new Uint8ClampedArray(text.length * 4 * 4).fill(255),
            { x: 0, y: 0, width: text.length, height: 4 },
            4,
          ),
        }
  const type = (text: string) => parts.draft.set((draft) => draft && { ...draft, text })
  beforeEach(() => {
    parts = { draft: createStore<TextDraft | null>(null), settings: createStore(plainText), write }
    test = createTestEditor((editor) => createTextTool(editor, parts))
  })

  it('is placed by a click and put on a layer of its own, named by what it says', () => {
    test.down(100, 100).up(100, 100)
    expect(test.tools.path()).toBe('text.typing')
    expect(parts.draft.get()).toEqual({ x: 100, y: 70, text: '' })
    type('Hello\nworld')
    test.down(400, 400).up(400, 400)
    const [layer] = layersOf(test.editor.document())
    expect(layer).toMatchObject({ name: 'Hello', kind: 'raster', x: 100, y: 70 })
    expect(test.tools.path()).toBe('text.idle')
    expect(parts.draft.get()).toBeNull()
    test.editor.undo()
    expect(layersOf(test.editor.document())).toHaveLength(0)
  })

  it('is put down by Enter with Ctrl and given up by Escape', () => {
    test.down(100, 100).up(100, 100)
    type('One')
    test.tools.key('apply')
    expect(layersOf(test.editor.document())).toHaveLength(1)
    test.down(100, 100).up(100, 100)
    type('Two')
    test.tools.cancel()
    expect(layersOf(test.editor.document())).toHaveLength(1)
    expect(test.tools.path()).toBe('text.idle')
  })

  it('is kept when another tool is chosen, and moves while it is empty', () => {
    test.down(100, 100).up(100, 100)
    test.down(200, 300).up(200, 300)
    expect(parts.draft.get()).toMatchObject({ x: 200, y: 270 })
    type('Kept')
    test.tools.choose('text')
    expect(layersOf(test.editor.document()).map(({ name }) => name)).toEqual(['Kept'])
  })

  it('is put down before a command changes the document, and taken back by undo', () => {
    test.down(100, 100).up(100, 100)
    type('First')
    test.addRaster('second')
    expect(layersOf(test.editor.document()).map(({ name }) => name)).toEqual(['First', 'second'])
    test.down(100, 100).up(100, 100)
    type('Third')
    test.editor.undo()
    expect(parts.draft.get()).toBeNull()
    expect(test.editor.history.get().done).toHaveLength(2)
  })

  it('stays out of a group that is locked', () => {
    test.editor.edit('step.group', addLayer({ ...newLayer('group', 'group', 'Things'), locked: true }))
    test.editor.edit('step.group', placeLayer(newLayer('inside', 'raster', 'inside'), 'group', null))
    test.down(100, 100).up(100, 100)
    type('Outside')
    test.tools.key('apply')
    expect(layersOf(test.editor.document()).at(-1)).toMatchObject({ name: 'Outside', parent: null })
  })

  it('of nothing makes no layer', () => {
    test.down(100, 100).up(100, 100)
    type('  ')
    test.tools.key('apply')
    expect(layersOf(test.editor.document())).toHaveLength(0)
    expect(test.editor.history.get().done).toHaveLength(0)
  })

  it('shortens a long name by whole letters', () => {
    test.down(100, 100).up(100, 100)
    type('画'.repeat(50))
    test.tools.key('apply')
    expect(layersOf(test.editor.document())[0]?.name).toBe(`${'画'.repeat(40)}…`)
  })
})
