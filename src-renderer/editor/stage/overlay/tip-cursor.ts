import Konva from 'konva'
import { type Point, toScreen } from '#editor/camera.ts'
import { tipOf } from '#editor/session.ts'
import type { OverlayPart } from './part.ts'

/** The tip's outline at the pointer, as large as it paints. */
export function createTipCursor(): OverlayPart {
  const halo = new Konva.Circle({ stroke: '#000000', strokeWidth: 3, opacity: 0.4 })
  const tip = new Konva.Circle({ stroke: '#ffffff', strokeWidth: 1 })
  return {
    shapes: [halo, tip],
    draw(editor, tool) {
      const session = editor.session.get()
      const pointer = editor.pointer.get()
      const visible = tool.cursor === 'tip' && pointer !== null
      const at: Point = pointer ? toScreen(session.camera, pointer) : { x: 0, y: 0 }
      const radius = Math.max(1.5, (tipOf(session, tool.id).size / 2) * session.camera.zoom)
      for (const shape of [tip, halo]) shape.setAttrs({ ...at, radius, visible })
    },
  }
}
