import type { Store } from '#shared/store.ts'
import type { Editor } from '../editor.ts'
import type { ToolPointer, ToolState } from '../tools/tool.ts'
import { badgeOf, isSelectedAt, modeFor } from './mode.ts'
import type { SelectingSettings } from './settings.ts'

/**
 * The state of a selecting tool that waits. A press on what is selected moves the outline (`moving`), unless a mode
 * is in force; any other draws (`drawing`).
 */
export function createSelectIdle(editor: Editor, settings: Store<SelectingSettings>): ToolState {
  const hide = () => editor.sketch.set(null)
  const show = (pointer: ToolPointer) => {
    const { badge } = badgeOf(modeFor(pointer, settings.get().mode))
    if (editor.sketch.get()?.badge !== badge) editor.sketch.set(badge ? { badge } : null)
    return undefined
  }
  return {
    hover: show,
    down(pointer) {
      const plain = modeFor(pointer, settings.get().mode) === 'replace'
      return plain && isSelectedAt(editor, pointer) ? 'moving' : 'drawing'
    },
    leave: hide,
    cancel() {
      hide()
      return undefined
    },
  }
}
