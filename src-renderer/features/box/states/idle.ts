import type { Editor } from '#editor/editor.ts'
import { handleAt } from '#editor/stage/box-handles.ts'
import type { ToolState } from '#editor/tools/tool.ts'

/** A press on a handle resizes the box; anywhere else it moves it. */
export function idle(editor: Editor): ToolState {
  return {
    down: (pointer) =>
      handleAt(editor.document().box, pointer, editor.session.get().camera.zoom) ? 'resizing' : 'moving',
  }
}
