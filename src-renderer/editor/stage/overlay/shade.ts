import Konva from 'konva'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Camera, toScreen } from '#editor/camera.ts'
import type { Editor } from '#editor/editor.ts'
import type { Tool } from '#editor/tools/tool.ts'
import type { OverlayColours, OverlayPart } from './part.ts'

/** Darkens what is outside: of the box while it is edited, or of what a tool is about to keep. */
export function createShade({ shade }: OverlayColours): OverlayPart {
  const parts = [0, 1, 2, 3].map(() => new Konva.Rect({ fill: shade, opacity: 0.55, visible: false }))
  return {
    shapes: parts,
    recolour: (colours) => parts.forEach((part) => part.fill(colours.shade)),
    draw(editor, tool) {
      const kept = keptBy(editor, tool)
      const { width, height } = editor.document()
      const { camera } = editor.session.get()
      const page = onScreen(camera, { x: 0, y: 0, width, height })
      const around = kept ? frameAround(page, onScreen(camera, kept)) : []
      parts.forEach((part, index) => {
        const place = around[index]
        const visible = place !== undefined && place.width > 0 && place.height > 0
        part.setAttrs(visible ? { ...place, visible } : { visible })
      })
    },
  }
}

function keptBy(editor: Editor, tool: Tool): Rectangle | null {
  return editor.sketch.get()?.keep ?? (tool.id === 'box' ? editor.document().box : null)
}

function onScreen(camera: Camera, area: Rectangle): Rectangle {
  return { ...toScreen(camera, area), width: area.width * camera.zoom, height: area.height * camera.zoom }
}

/** What of `page` lies above, below, left and right of `kept`. */
function frameAround(page: Rectangle, kept: Rectangle): Rectangle[] {
  const right = page.x + page.width
  const bottom = page.y + page.height
  const top = Math.min(Math.max(kept.y, page.y), bottom)
  const end = Math.min(Math.max(kept.y + kept.height, top), bottom)
  const keptRight = Math.max(kept.x + kept.width, page.x)
  const middle = { y: top, height: end - top }
  return [
    { x: page.x, y: page.y, width: page.width, height: top - page.y },
    { x: page.x, y: end, width: page.width, height: bottom - end },
    { ...middle, x: page.x, width: Math.min(kept.x, right) - page.x },
    { ...middle, x: keptRight, width: right - keptRight },
  ]
}
