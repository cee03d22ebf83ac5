import { expect, it } from 'vitest'
import { newLayer } from '#shared/document/canvas-document.ts'
import { addLayer } from '#shared/document/edits.ts'
import { contentBounds, pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { createBrush } from '#features/brush/index.ts'
import { regionFromSelection } from '#features/regions/from-selection.ts'
import { changeRegion, createTypedPrompt } from '#features/regions/typed-prompt.ts'
import { regionLayers } from '#editor/regions.ts'
import { createTestEditor } from '#tests/support/test-editor.ts'

function withRegion() {
  const test = createTestEditor(createBrush)
  test.editor.edit('step.new-layer', addLayer(newLayer('one', 'region', 'Region 1')))
  const prompt = () => test.editor.document().layers['one']?.region?.prompt
  return { ...test, prompt, typed: createTypedPrompt(test.editor, 'one') }
}

it('a prompt is in the document with each letter, and one step to undo', () => {
  const { editor, prompt, typed } = withRegion()
  for (const text of ['r', 're', 'red']) typed.type(text)
  expect(prompt()).toBe('red')
  typed.leave()
  expect(prompt()).toBe('red')
  typed.type('red apple')
  typed.leave()
  editor.undo()
  expect(prompt()).toBe('red')
  editor.undo()
  expect(prompt()).toBe('')
  editor.redo()
  expect(prompt()).toBe('red')
})

it('a field that was only looked at is no step', () => {
  const { editor, typed } = withRegion()
  typed.leave()
  typed.type('x')
  typed.type('')
  typed.leave()
  expect(editor.history.get().done).toHaveLength(1)
})

it('a change of the canvas while a prompt is typed keeps both', () => {
  const { editor, prompt, typed } = withRegion()
  typed.type('red')
  editor.edit('step.region-weight', changeRegion('one', { weight: 1.5 }))
  typed.type('red apple')
  typed.leave()
  expect(editor.document().layers['one']?.region).toEqual({ prompt: 'red apple', weight: 1.5 })
  editor.undo()
  expect(prompt()).toBe('')
  expect(editor.document().layers['one']?.region?.weight).toBe(1.5)
})

it('a region that went away meanwhile is left alone', () => {
  const { editor, typed } = withRegion()
  typed.type('red')
  editor.undo()
  typed.leave()
  expect(editor.document().layers).toEqual({})
})

it('the brush paints where an active region counts', () => {
  const { editor, down } = withRegion()
  down(100, 100).move(140, 100).up(140, 100)
  const bounds = contentBounds(editor.document().layers['one']!.pixels)
  expect(bounds).not.toBeNull()
  expect(Object.keys(editor.document().layers)).toEqual(['one'])
  editor.undo()
  expect(contentBounds(editor.document().layers['one']!.pixels)).toBeNull()
})

it('the selection becomes a region of its shape in one step, and nothing is selected any more', () => {
  const { editor } = createTestEditor(createBrush)
  const selection = pixelsFrom(
    new Uint8ClampedArray(600).fill(90),
    { x: 10, y: 20, width: 30, height: 20 },
    1,
  )
  editor.amend((document) => ({ ...document, selection }))
  regionFromSelection(editor)
  const [region] = regionLayers(editor.document())
  expect(contentBounds(region!.pixels)).toEqual({ x: 10, y: 20, width: 30, height: 20 })
  expect(editor.document()).toMatchObject({ selection: null, activeLayerId: region!.id })
  editor.undo()
  expect(editor.document()).toMatchObject({ selection, layers: {} })
  editor.amend((document) => ({ ...document, selection: null }))
  regionFromSelection(editor)
  expect(regionLayers(editor.document())).toEqual([])
})
