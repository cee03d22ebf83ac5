import { translation } from '#shared/document/transform/matrix.ts'
import { moveOutline } from '#shared/document/selection/selection-edits.ts'
import type { Editor } from '../editor.ts'
import type { ToolPointer, ToolState } from '../tools/tool.ts'
import { deselect } from './select-shape.ts'

/** Moves the outline of the selection, not the pixels in it; Shift keeps it straight. A mere press deselects. */
export function createMovingOutline(editor: Editor): ToolState {
  const hand: { from: ToolPointer | null } = { from: null }
  const way = (pointer: ToolPointer) => {
    const { from } = hand
    const dx = from ? Math.round(pointer.x - from.x) : 0
    const dy = from ? Math.round(pointer.y - from.y) : 0
    if (!pointer.shift) return { dx, dy }
    return Math.abs(dx) > Math.abs(dy) ? { dx, dy: 0 } : { dx: 0, dy }
  }
  const leave = () => {
    hand.from = null
    editor.lifted.set(null)
    return 'idle'
  }
  return {
    enter(pointer) {
      hand.from = pointer
    },
    move(pointer) {
      const { dx, dy } = way(pointer)
      editor.lifted.set({ pieces: [], matrix: translation(dx, dy), outline: true })
      return undefined
    },
    up(pointer) {
      const { dx, dy } = way(pointer)
      if (dx === 0 && dy === 0) deselect(editor)
      else editor.edit('step.move-selection', moveOutline(dx, dy))
      return leave()
    },
    cancel: leave,
  }
}
