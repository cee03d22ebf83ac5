import type { Editor } from '#editor/editor.ts'
import { showBadge } from '#editor/tools/pick-colour.ts'
import type { ToolState } from '#editor/tools/tool.ts'

/** Waits, and shows a minus beside the pointer while a stroke would take away. */
export function idle(editor: Editor): ToolState {
  return {
    down: () => 'painting',
    hover({ mod }) {
      showBadge(editor, mod || editor.session.get().subtracting ? 'subtract' : null)
      return undefined
    },
    leave: () => showBadge(editor, null),
  }
}
