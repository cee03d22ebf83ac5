import { selectLayer } from '#shared/document/edits.ts'
import type { Store } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { layerAt } from '#editor/moving/layer-at.ts'
import type { ToolState } from '#editor/tools/tool.ts'
import type { MoveSettings } from '../move-settings.ts'

/** Ctrl chooses the layer under the pointer first. What is selected is moved alone, else whole layers. */
export function idle(editor: Editor, settings: Store<MoveSettings>): ToolState {
  return {
    down(pointer) {
      const layer = pointer.mod || settings.get().chooseLayer ? layerAt(editor.document(), pointer) : null
      if (layer && layer.id !== editor.document().activeLayerId) {
        editor.session.set((session) => ({ ...session, selectedLayers: [layer.id] }))
        editor.amend(selectLayer(layer.id))
      }
      return editor.document().selection ? 'floating' : 'dragging'
    },
  }
}
