import i18next from 'i18next'
import type { Editor } from '#editor/editor.ts'
import { paintTarget } from '#editor/tools/paint-target.ts'
import { createPainting } from '#editor/tools/painting.ts'
import type { ToolState } from '#editor/tools/tool.ts'

/** Paints the colour on the active raster layer; makes one when there is none. */
export function painting(editor: Editor): ToolState {
  return createPainting(editor, {
    mode: 'paint',
    labelKey: 'step.brush',
    target: () =>
      paintTarget(
        editor,
        'raster',
        i18next.t('layer.new-name', { number: editor.document().order.length + 1 }),
      ),
  })
}
