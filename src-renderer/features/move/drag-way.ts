import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Editor } from '#editor/editor.ts'
import { type Snapped, snapToPage } from '#editor/moving/snap.ts'
import type { ToolPointer } from '#editor/tools/tool.ts'

/** How near, in screen pixels, an edge is drawn to one of the page. */
const reach = 6

/** The way from press to pointer in whole pixels: Shift keeps it straight, and it may snap. */
export function dragWay(
  editor: Editor,
  from: ToolPointer,
  pointer: ToolPointer,
  area: Rectangle | null,
  snap: boolean,
): Snapped {
  const dx = Math.round(pointer.x - from.x)
  const dy = Math.round(pointer.y - from.y)
  const sideways = Math.abs(dx) > Math.abs(dy)
  const straight = {
    dx: pointer.shift && !sideways ? 0 : dx,
    dy: pointer.shift && sideways ? 0 : dy,
  }
  if (!snap || (dx === 0 && dy === 0)) return { ...straight, guides: [] }
  const near = reach / editor.session.get().camera.zoom
  const snapped = snapToPage(area, editor.document(), straight.dx, straight.dy, near)
  if (!pointer.shift) return snapped
  // Kept straight, it snaps along its way only.
  return sideways ? { ...snapped, dy: 0 } : { ...snapped, dx: 0 }
}
