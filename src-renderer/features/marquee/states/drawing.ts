import type { SelectionMode } from '#shared/document/selection/combine.ts'
import { ellipse, rectangle } from '#shared/document/selection/shapes.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Store } from '#shared/store.ts'
import type { Point } from '#editor/camera.ts'
import type { Editor } from '#editor/editor.ts'
import { Constraints } from '#editor/selecting/constraints.ts'
import { badgeOf, modeFor } from '#editor/selecting/mode.ts'
import { deselect, selectShape } from '#editor/selecting/select-shape.ts'
import type { SelectingSettings } from '#editor/selecting/settings.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'
import { dragArea, outlineOf } from '../drag-area.ts'

export type MarqueeShape = 'rectangle' | 'ellipse'

interface Drag {
  from: Point
  last: Point
  readonly mode: SelectionMode
  readonly constraints: Constraints
}

/** Draws a rectangle or an ellipse; Shift makes it even, Alt grows it from its middle, Space moves it. */
export function drawing(editor: Editor, shape: MarqueeShape, settings: Store<SelectingSettings>): ToolState {
  const hand: { drag: Drag | null } = { drag: null }
  const leave = () => {
    hand.drag = null
    editor.sketch.set(null)
    return 'idle'
  }
  return {
    enter(pointer) {
      const mode = modeFor(pointer, settings.get().mode)
      hand.drag = { from: pointer, last: pointer, mode, constraints: new Constraints(pointer) }
    },
    move(pointer) {
      const { drag } = hand
      if (!drag) return undefined
      const area = areaAt(drag, pointer)
      editor.sketch.set({
        lines: [{ kind: 'ants', points: outlineOf(area, shape === 'ellipse'), closed: true }],
        label: { at: pointer, text: `${String(area.width)} × ${String(area.height)}` },
        ...badgeOf(drag.mode),
      })
      return undefined
    },
    up(pointer) {
      const { drag } = hand
      if (!drag) return leave()
      const area = areaAt(drag, pointer)
      const { antialias, feather } = settings.get()
      const page = editor.document()
      if (area.width > 0 && area.height > 0) {
        const plane = shape === 'ellipse' ? ellipse(area, antialias, page) : rectangle(area, page)
        selectShape(editor, plane, drag.mode, feather)
      } else if (drag.mode === 'replace') deselect(editor)
      return leave()
    },
    cancel: leave,
  }
}

/** Where the drag has come to; with Space held its beginning goes along. */
function areaAt(drag: Drag, pointer: ToolPointer): Rectangle {
  if (pointer.space) {
    const [dx, dy] = [pointer.x - drag.last.x, pointer.y - drag.last.y]
    drag.from = { x: drag.from.x + dx, y: drag.from.y + dy }
  }
  drag.last = pointer
  return dragArea(drag.from, pointer, drag.constraints.read(pointer))
}
