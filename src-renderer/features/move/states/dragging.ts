import { activeLayer } from '#shared/document/canvas-document.ts'
import { changeLayer } from '#shared/document/edits.ts'
import type { Editor } from '#editor/editor.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'

interface Grip {
  readonly layerId: string
  readonly from: ToolPointer
  readonly x: number
  readonly y: number
}

/** Drags the active layer by whole pixels; Shift keeps to one direction. */
export function dragging(editor: Editor): ToolState {
  const hand: { grip: Grip | null } = { grip: null }
  const drag = (pointer: ToolPointer) => {
    const { grip } = hand
    if (!grip) return undefined
    const dx = Math.round(pointer.x - grip.from.x)
    const dy = Math.round(pointer.y - grip.from.y)
    const sideways = Math.abs(dx) > Math.abs(dy)
    const x = grip.x + (pointer.shift && !sideways ? 0 : dx)
    const y = grip.y + (pointer.shift && sideways ? 0 : dy)
    editor.update(changeLayer(grip.layerId, { x, y }))
    return undefined
  }
  return {
    enter(pointer) {
      editor.begin()
      const layer = activeLayer(editor.document())
      hand.grip = layer && { layerId: layer.id, from: pointer, x: layer.x, y: layer.y }
    },
    move: drag,
    up(pointer) {
      drag(pointer)
      editor.commit('step.move')
      return 'idle'
    },
    cancel() {
      editor.cancel()
      return 'idle'
    },
  }
}
