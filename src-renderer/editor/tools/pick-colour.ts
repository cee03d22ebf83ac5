import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import type { Point } from '../camera.ts'
import type { Editor } from '../editor.ts'
import { writeColour } from '../pixels/blend.ts'
import type { SketchBadge } from '../sketch.ts'
import type { ToolPointer, ToolState } from './tool.ts'

/** The colour of the picture at this place of the page; null beside the page and where nothing is painted. */
export function colourAt(document: CanvasDocument, { x, y }: Point): string | null {
  const at = { x: Math.floor(x), y: Math.floor(y) }
  if (!(at.x >= 0 && at.y >= 0 && at.x < document.width && at.y < document.height)) return null
  const [red = 0, green = 0, blue = 0, alpha = 0] = compositeArea(document, { ...at, width: 1, height: 1 })
  return alpha === 0 ? null : writeColour([red, green, blue])
}

/** The state of a tool while Alt is held: takes the colour under the pointer, as long as it is pressed. */
export function createPicking(editor: Editor): ToolState {
  const pick = (pointer: ToolPointer) => {
    const colour = colourAt(editor.document(), pointer)
    if (colour) editor.session.set((session) => ({ ...session, colour }))
    editor.sketch.set(colour ? { swatch: colour } : null)
    return undefined
  }
  const leave = () => {
    editor.sketch.set(null)
    return 'idle'
  }
  return {
    enter: (pointer) => void pick(pointer),
    move: pick,
    up: leave,
    cancel: leave,
  }
}

/** Waits: a press with Alt picks a colour, any other leads on to `next`. */
export function createPickingIdle(editor: Editor, next: string): ToolState {
  return {
    down: (pointer) => (pointer.alt ? 'picking' : next),
    hover(pointer) {
      showBadge(editor, pointer.alt ? 'pick' : null)
      return undefined
    },
    leave: () => showBadge(editor, null),
  }
}

/** Says beside the pointer what a press would do. */
export function showBadge(editor: Editor, badge: SketchBadge | null): void {
  if ((editor.sketch.get()?.badge ?? null) !== badge) editor.sketch.set(badge && { badge })
}
