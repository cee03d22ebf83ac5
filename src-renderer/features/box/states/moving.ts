import { setBox } from '#shared/document/edits.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Store } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { keepNearPage, snapDistance } from '#editor/stage/box-handles.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'
import { type BoxSettings, onMultiples } from '../box-settings.ts'

/** Drags the whole box over the page and its edges, which hold it unless Alt is pressed. */
export function moving(editor: Editor, settings: Store<BoxSettings>): ToolState {
  const hand: { from: ToolPointer | null; box: Rectangle } = { from: null, box: editor.document().box }
  const drag = (pointer: ToolPointer) => {
    const { from, box } = hand
    if (!from) return undefined
    const x = box.x + Math.round(pointer.x - from.x)
    const y = box.y + Math.round(pointer.y - from.y)
    const snap = pointer.alt ? 0 : snapDistance / editor.session.get().camera.zoom
    const placed = onMultiples({ ...box, x, y }, null, pointer.alt ? 1 : settings.get().multiple)
    editor.update((document) => setBox(keepNearPage(placed, document, snap))(document))
    return undefined
  }
  return {
    enter(pointer) {
      editor.begin()
      hand.from = pointer
      hand.box = editor.document().box
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
