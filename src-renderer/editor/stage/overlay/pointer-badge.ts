import Konva from 'konva'
import { toScreen } from '#editor/camera.ts'
import type { SketchBadge } from '#editor/sketch.ts'
import type { OverlayPart } from './part.ts'

const signs: Readonly<Record<SketchBadge, string>> = { add: '+', subtract: '−', intersect: '∩', pick: '◎' }

/** Beside the pointer: whether a selection is added to or taken from, or the colour that would be picked. */
export function createPointerBadge(): OverlayPart {
  const disc = new Konva.Circle({ radius: 9, fill: '#0b0b0d', stroke: '#ffffff', strokeWidth: 1 })
  const sign = new Konva.Text({
    fontSize: 15,
    fontStyle: 'bold',
    fill: '#ffffff',
    width: 18,
    align: 'center',
  })
  const swatch = new Konva.Rect({ width: 28, height: 28, stroke: '#ffffff', strokeWidth: 2, cornerRadius: 4 })
  return {
    shapes: [disc, sign, swatch],
    draw(editor) {
      const pointer = editor.pointer.get()
      const sketch = editor.sketch.get()
      const at = pointer ? toScreen(editor.session.get().camera, pointer) : { x: 0, y: 0 }
      const badge = pointer && sketch?.badge
      disc.setAttrs({ x: at.x + 16, y: at.y + 16, visible: Boolean(badge) })
      sign.setAttrs({ x: at.x + 7, y: at.y + 9, text: badge ? signs[badge] : '', visible: Boolean(badge) })
      const colour = pointer && sketch?.swatch
      swatch.setAttrs({ x: at.x + 14, y: at.y - 42, fill: colour ?? '', visible: Boolean(colour) })
    },
  }
}
