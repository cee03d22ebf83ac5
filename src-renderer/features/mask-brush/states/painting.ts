import i18next from 'i18next'
import type { Editor } from '#editor/editor.ts'
import { paintTarget } from '#editor/tools/paint-target.ts'
import { createPainting } from '#editor/tools/painting.ts'
import type { ToolState } from '#editor/tools/tool.ts'

/** Marks what is to be made anew, on the mask layer; makes one when there is none. */
export function painting(editor: Editor): ToolState {
  return createPainting(editor, {
    mode: 'paint',
    labelKey: 'step.mask',
    target: () => paintTarget(editor, 'mask', i18next.t('layer.mask-name')),
  })
}
