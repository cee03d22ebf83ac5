import type { Editor } from '#editor/editor.ts'
import { paintTarget } from '#editor/tools/paint-target.ts'
import { createPainting } from '#editor/tools/painting.ts'
import type { ToolState } from '#editor/tools/tool.ts'

/** Paints the colour on the active layer; the other end of a pen erases. */
export function painting(editor: Editor): ToolState {
  return createPainting(editor, {
    labelKey: 'step.brush',
    mode: (_editor, pointer) => (pointer.eraser ? 'erase' : 'paint'),
    target: paintTarget,
  })
}
