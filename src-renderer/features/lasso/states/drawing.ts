import type { SelectionMode } from '#shared/document/selection/combine.ts'
import { polygon } from '#shared/document/selection/polygon.ts'
import type { Store } from '#shared/store.ts'
import type { Point } from '#editor/camera.ts'
import type { Editor } from '#editor/editor.ts'
import { badgeOf, modeFor } from '#editor/selecting/mode.ts'
import { deselect, selectShape } from '#editor/selecting/select-shape.ts'
import type { SelectingSettings } from '#editor/selecting/settings.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'

interface Drag {
  readonly mode: SelectionMode
  readonly points: Point[]
}

/** Follows the pointer; letting go closes the outline. */
export function drawing(editor: Editor, settings: Store<SelectingSettings>): ToolState {
  const hand: { drag: Drag | null } = { drag: null }
  const extend = ({ x, y }: ToolPointer) => {
    const { drag } = hand
    const last = drag?.points.at(-1)
    if (!drag) return undefined
    // Half a screen pixel is as fine as a hand can be.
    const far = !last || Math.hypot(x - last.x, y - last.y) * editor.session.get().camera.zoom >= 0.5
    if (far) drag.points.push({ x, y })
    editor.sketch.set({
      lines: [{ kind: 'ants', points: [...drag.points], closed: false }],
      ...badgeOf(drag.mode),
    })
    return undefined
  }
  const leave = () => {
    hand.drag = null
    editor.sketch.set(null)
    return 'idle'
  }
  return {
    enter(pointer) {
      hand.drag = { mode: modeFor(pointer, settings.get().mode), points: [] }
      extend(pointer)
    },
    move: extend,
    up(pointer) {
      extend(pointer)
      const { drag } = hand
      const { antialias, feather } = settings.get()
      if (drag && drag.points.length > 2) {
        selectShape(editor, polygon(drag.points, antialias, editor.document()), drag.mode, feather)
      } else if (drag?.mode === 'replace') deselect(editor)
      return leave()
    },
    cancel: leave,
  }
}
