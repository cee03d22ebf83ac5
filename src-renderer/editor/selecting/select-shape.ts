import type { SelectionMode } from '#shared/document/selection/combine.ts'
import { adjustOutline } from '#shared/document/selection/adjust.ts'
import { type Plane, pixelsOf, planeOf } from '#shared/document/selection/plane.ts'
import { setSelection, withShape } from '#shared/document/selection/selection-edits.ts'
import { contentBounds } from '#shared/document/pixel-transfer.ts'
import type { Editor } from '../editor.ts'

/** Makes `shape`, feathered, count with what is selected; one step. Says so when nothing is left selected. */
export function selectShape(editor: Editor, shape: Plane, mode: SelectionMode, feather: number): void {
  const document = editor.document()
  const selection = withShape(document, feathered(shape, feather, document), mode)
  if (selection.tiles.size === 0) editor.say({ textKey: 'selection.nothing-left' })
  editor.edit('step.select', setSelection(selection))
}

function feathered(shape: Plane, feather: number, page: { width: number; height: number }): Plane {
  if (feather === 0 || shape.area.width === 0) return shape
  const soft = adjustOutline(pixelsOf(shape), 'feather', feather, page)
  const bounds = contentBounds(soft)
  return bounds
    ? planeOf(soft, bounds)
    : { area: { ...shape.area, width: 0, height: 0 }, data: shape.data.slice(0, 0) }
}

/** A press that drew nothing: without a mode it takes the selection away. */
export function deselect(editor: Editor): void {
  if (editor.document().selection) editor.edit('step.deselect', setSelection(null))
}
