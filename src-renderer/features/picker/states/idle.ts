import type { Store } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import type { ToolState } from '#editor/tools/tool.ts'
import { type PickerSettings, sampleColour } from '../sample-colour.ts'

/** Shows the colour under the pointer before it is taken. */
export function idle(editor: Editor, settings: Store<PickerSettings>): ToolState {
  const hide = () => {
    editor.sketch.set(null)
    return undefined
  }
  return {
    hover(pointer) {
      const colour = sampleColour(editor.document(), pointer, settings.get())
      if (editor.sketch.get()?.swatch !== colour) editor.sketch.set(colour ? { swatch: colour } : null)
      return undefined
    },
    down: () => 'picking',
    leave: hide,
    cancel: hide,
  }
}
