import { changeLayer, sequence } from '#shared/document/edits.ts'
import type { Layer } from '#shared/document/canvas-document.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Store } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { boundsOfAll, movedLayers } from '#editor/moving/targets.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'
import { dragWay } from '../drag-way.ts'
import type { MoveSettings } from '../move-settings.ts'

interface Grip {
  readonly from: ToolPointer
  readonly layers: readonly Layer[]
  readonly area: Rectangle | null
}

/** Drags the chosen layers by whole pixels; Shift keeps to one direction. */
export function dragging(editor: Editor, settings: Store<MoveSettings>): ToolState {
  const hand: { grip: Grip | null } = { grip: null }
  const drag = (pointer: ToolPointer) => {
    const { grip } = hand
    if (!grip) return undefined
    const { dx, dy, guides } = dragWay(editor, grip.from, pointer, grip.area, settings.get().snap)
    const moves = grip.layers.map(({ id, x, y }) => changeLayer(id, { x: x + dx, y: y + dy }))
    editor.update(sequence(...moves))
    editor.sketch.set(guides.length > 0 ? { lines: guides } : null)
    return undefined
  }
  const leave = () => {
    hand.grip = null
    editor.sketch.set(null)
    return 'idle'
  }
  return {
    enter(pointer) {
      editor.begin()
      const layers = movedLayers(editor)
      if (layers?.length === 0) editor.say({ textKey: 'move.nothing' })
      hand.grip = layers && { from: pointer, layers, area: boundsOfAll(layers) }
    },
    move: drag,
    up(pointer) {
      drag(pointer)
      editor.commit('step.move')
      return leave()
    },
    cancel() {
      editor.cancel()
      return leave()
    },
  }
}
