import { setBox } from '#shared/document/edits.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Store } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { type BoxHandle, dragHandle, handleAt, keepNearPage } from '#editor/stage/box-handles.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'
import { type BoxSettings, onMultiples } from '../box-settings.ts'

interface Grip {
  readonly handle: BoxHandle
  readonly from: ToolPointer
  readonly box: Rectangle
}

/** Drags one handle of the box; the opposite side stays. */
export function resizing(editor: Editor, settings: Store<BoxSettings>): ToolState {
  const hand: { grip: Grip | null } = { grip: null }
  const drag = (pointer: ToolPointer) => {
    const { grip } = hand
    if (!grip) return undefined
    const dragged = dragHandle(grip.box, grip.handle, pointer.x - grip.from.x, pointer.y - grip.from.y)
    const box = onMultiples(dragged, grip.handle, pointer.alt ? 1 : settings.get().multiple)
    editor.update((document) => setBox(keepNearPage(box, document))(document))
    return undefined
  }
  return {
    enter(pointer) {
      editor.begin()
      const { box } = editor.document()
      const handle = handleAt(box, pointer, editor.session.get().camera.zoom)
      hand.grip = handle && { handle, from: pointer, box }
    },
    move: drag,
    up(pointer) {
      drag(pointer)
      editor.commit('step.box')
      return 'idle'
    },
    cancel() {
      editor.cancel()
      return 'idle'
    },
  }
}
