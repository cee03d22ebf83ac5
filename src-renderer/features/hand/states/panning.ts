import { panBy } from '#editor/camera.ts'
import type { Editor } from '#editor/editor.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'

/** Moves the view with the pointer; the document is not touched. */
export function panning(editor: Editor): ToolState {
  const hand: { last: ToolPointer | null } = { last: null }
  return {
    enter(pointer) {
      hand.last = pointer
    },
    move(pointer) {
      const { last } = hand
      hand.last = pointer
      if (!last) return undefined
      const { x, y } = pointer.screen
      editor.session.set((session) => ({
        ...session,
        camera: panBy(session.camera, x - last.screen.x, y - last.screen.y),
      }))
      return undefined
    },
    up: () => 'idle',
    cancel: () => 'idle',
  }
}
