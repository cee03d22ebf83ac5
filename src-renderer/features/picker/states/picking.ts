import type { Store } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'
import { type PickerSettings, sampleColour } from '../sample-colour.ts'

/** Takes the colour under the pointer as long as it is pressed; with Alt as the background. */
export function picking(editor: Editor, settings: Store<PickerSettings>): ToolState {
  const pick = (pointer: ToolPointer) => {
    const colour = sampleColour(editor.document(), pointer, settings.get())
    editor.sketch.set(colour ? { swatch: colour } : null)
    if (colour) {
      const change = pointer.alt ? { background: colour } : { colour }
      editor.session.set((session) => ({ ...session, ...change }))
    }
    return colour
  }
  const leave = () => {
    editor.sketch.set(null)
    return 'idle'
  }
  return {
    enter(pointer) {
      if (!pick(pointer)) editor.say({ textKey: 'picker.nothing' })
    },
    move(pointer) {
      pick(pointer)
      return undefined
    },
    up: leave,
    cancel: leave,
  }
}
