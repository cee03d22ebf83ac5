import { wholePage, planeOf } from '#shared/document/selection/plane.ts'
import type { Store } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { tipOf, withUsedColour } from '#editor/session.ts'
import { layPlane, putPixels } from '#editor/tools/lay.ts'
import { inkFor } from '#editor/tools/paint-ground.ts'
import { paintTarget } from '#editor/tools/paint-target.ts'
import type { ToolState } from '#editor/tools/tool.ts'
import { type FillSettings, fillArea } from '../fill-area.ts'

/** Fills at once, where the pointer was pressed; with Ctrl the background colour, or it takes coverage away. */
export function filling(editor: Editor, settings: Store<FillSettings>): ToolState {
  return {
    enter(pointer) {
      editor.begin()
      const layer = paintTarget(editor)
      const plane = layer && fillArea(editor.document(), layer, pointer, settings.get())
      if (layer && plane) {
        const session = editor.session.get()
        const { opacity, blend } = tipOf(session, 'fill')
        const ink = inkFor(
          layer,
          pointer.mod && layer.kind !== 'raster' ? 'erase' : 'paint',
          pointer.mod ? session.background : session.colour,
          blend,
        )
        putPixels(editor, layer, layPlane(editor, layer, plane, ink, opacity))
        editor.session.set((value) =>
          withUsedColour(value, pointer.mod ? session.background : session.colour),
        )
      }
      editor.commit('step.fill')
    },
    up: () => 'idle',
    cancel: () => 'idle',
  }
}

/** Fills what is selected, or the whole page, on the active layer. */
export function fillSelection(editor: Editor, which: 'colour' | 'background'): void {
  editor.begin()
  const layer = paintTarget(editor)
  if (layer) {
    const { width, height } = editor.document()
    const plane = planeOf(wholePage({ width, height }), { x: 0, y: 0, width, height })
    const ink = inkFor(layer, 'paint', editor.session.get()[which])
    putPixels(editor, layer, layPlane(editor, layer, plane, ink, 1))
  }
  editor.commit('step.fill')
}
