import { activeLayer } from '#shared/document/canvas-document.ts'
import type { Editor } from '#editor/editor.ts'
import { mayChange } from '#editor/tools/paint-target.ts'
import { createPainting } from '#editor/tools/painting.ts'
import type { ToolState } from '#editor/tools/tool.ts'

/** Takes away from the active layer, be it a picture or a mask. */
export function painting(editor: Editor): ToolState {
  return createPainting(editor, {
    labelKey: 'step.eraser',
    mode: () => 'erase',
    target() {
      const layer = activeLayer(editor.document())
      if (!layer) editor.say({ textKey: 'refusal.no-layer' })
      return layer && mayChange(editor, layer) ? layer : null
    },
  })
}
