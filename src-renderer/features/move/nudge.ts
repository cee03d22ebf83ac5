import { changeLayer, sequence } from '#shared/document/edits.ts'
import { translation } from '#shared/document/transform/matrix.ts'
import type { Editor } from '#editor/editor.ts'
import { liftLayers, putDown } from '#editor/moving/lift.ts'
import { movedLayers } from '#editor/moving/targets.ts'

/** Moves the chosen layers, or what is selected of them, by whole pixels; one step. */
export function nudge(editor: Editor, dx: number, dy: number): void {
  editor.settle()
  const layers = movedLayers(editor)
  if (!layers) return
  const document = editor.document()
  if (!document.selection) {
    const moves = layers.map(({ id, x, y }) => changeLayer(id, { x: x + dx, y: y + dy }))
    return editor.edit('step.move', sequence(...moves))
  }
  const { pieces, without } = liftLayers(document, layers)
  if (pieces.length === 0) return editor.say({ textKey: 'move.nothing' })
  const left = without(document)
  const edit = putDown(left, pieces, translation(dx, dy), 'lanczos')
  if (edit) editor.edit('step.move-pixels', () => edit(left))
}
