import { activeLayer } from '#shared/document/canvas-document.ts'
import type { Editor } from '#editor/editor.ts'
import { createPainting } from '#editor/tools/painting.ts'
import type { ToolState } from '#editor/tools/tool.ts'

/** Takes away from the active layer, be it a picture or a mask. */
export function painting(editor: Editor): ToolState {
  return createPainting(editor, {
    mode: 'erase',
    labelKey: 'step.eraser',
    target: () => activeLayer(editor.document()),
  })
}
