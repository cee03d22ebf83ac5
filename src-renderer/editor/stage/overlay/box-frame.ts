import Konva from 'konva'
import { toScreen } from '#editor/camera.ts'
import { boxHandles, handleSide } from '../box-handles.ts'
import type { OverlayColours, OverlayPart } from './part.ts'

/** The generation box: a dashed frame, with handles while the box tool is in hand. */
export function createBoxFrame({ accent }: OverlayColours): OverlayPart {
  const halo = new Konva.Rect({ stroke: '#000000', strokeWidth: 3, opacity: 0.35 })
  const frame = new Konva.Rect({ stroke: accent, strokeWidth: 1, dash: [6, 4] })
  const handles = boxHandles.map(
    () => new Konva.Rect({ width: handleSide, height: handleSide, fill: accent, stroke: '#0b0b0d' }),
  )
  return {
    shapes: [halo, frame, ...handles],
    recolour(colours) {
      frame.stroke(colours.accent)
      for (const handle of handles) handle.fill(colours.accent)
    },
    draw(editor, tool) {
      const { camera } = editor.session.get()
      const { box } = editor.document()
      const corner = toScreen(camera, box)
      const size = { width: box.width * camera.zoom, height: box.height * camera.zoom }
      const snapped = { x: Math.round(corner.x) + 0.5, y: Math.round(corner.y) + 0.5 }
      for (const shape of [frame, halo]) shape.setAttrs({ ...snapped, ...size })
      boxHandles.forEach((handle, index) => {
        const x = corner.x + size.width * handle.x - handleSide / 2
        const y = corner.y + size.height * handle.y - handleSide / 2
        handles[index]?.setAttrs({ x, y, visible: tool.id === 'box' })
      })
    },
  }
}
