import type { Editor } from '#editor/editor.ts'
import { maskTarget } from '#editor/tools/paint-target.ts'
import { createPainting } from '#editor/tools/painting.ts'
import type { ToolState } from '#editor/tools/tool.ts'

/** Marks what is to be made anew; takes away with Ctrl, with a pen's other end, or while it is set to subtract. */
export function painting(editor: Editor): ToolState {
  return createPainting(editor, {
    labelKey: 'step.mask',
    mode: (_editor, { mod, eraser }) =>
      mod || eraser || editor.session.get().subtracting ? 'erase' : 'paint',
    target: maskTarget,
  })
}
