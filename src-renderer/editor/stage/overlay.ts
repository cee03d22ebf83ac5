import Konva from 'konva'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Point, toScreen } from '../camera.ts'
import type { Editor } from '../editor.ts'
import { tipOf } from '../session.ts'
import type { Tool } from '../tools/tool.ts'
import { boxHandles, handleSide } from './box-handles.ts'

export interface OverlayColours {
  readonly accent: string
  readonly shade: string
}

/**
 * Box, handles, cursor and guides over the pixels. It is pushed to and never read: where a handle is, pure code
 * in `box-handles.ts` knows.
 */
export class Overlay {
  readonly #stage: Konva.Stage
  readonly #shade: Konva.Rect[]
  readonly #box: Konva.Rect
  readonly #boxHalo: Konva.Rect
  readonly #handles: Konva.Rect[]
  readonly #tip: Konva.Circle
  readonly #tipHalo: Konva.Circle
  readonly #guides = new Konva.Layer({ listening: false })
  readonly #cursor = new Konva.Layer({ listening: false })

  constructor(container: HTMLDivElement, colours: OverlayColours) {
    this.#stage = new Konva.Stage({ container, width: 1, height: 1, listening: false })
    this.#shade = [0, 1, 2, 3].map(() => new Konva.Rect({ fill: colours.shade, opacity: 0.55 }))
    this.#boxHalo = new Konva.Rect({ stroke: '#000000', strokeWidth: 3, opacity: 0.35 })
    this.#box = new Konva.Rect({ stroke: colours.accent, strokeWidth: 1, dash: [6, 4] })
    this.#handles = boxHandles.map(
      () =>
        new Konva.Rect({ width: handleSide, height: handleSide, fill: colours.accent, stroke: '#0b0b0d' }),
    )
    this.#tipHalo = new Konva.Circle({ stroke: '#000000', strokeWidth: 3, opacity: 0.4 })
    this.#tip = new Konva.Circle({ stroke: '#ffffff', strokeWidth: 1 })
    this.#guides.add(...this.#shade, this.#boxHalo, this.#box, ...this.#handles)
    this.#cursor.add(this.#tipHalo, this.#tip)
    this.#stage.add(this.#guides, this.#cursor)
  }

  /** Takes the colours of another theme. */
  recolour({ accent, shade }: OverlayColours): void {
    this.#box.stroke(accent)
    for (const handle of this.#handles) handle.fill(accent)
    for (const part of this.#shade) part.fill(shade)
  }

  resize(width: number, height: number): void {
    this.#stage.size({ width, height })
  }

  draw(editor: Editor, tool: Tool): void {
    const { camera } = editor.session.get()
    const { box, width, height } = editor.document()
    const corner = toScreen(camera, box)
    const size = { width: box.width * camera.zoom, height: box.height * camera.zoom }
    for (const shape of [this.#box, this.#boxHalo]) shape.setAttrs({ ...snapped(corner), ...size })
    const editing = tool.id === 'box'
    this.#placeShade(
      editing
        ? { ...toScreen(camera, { x: 0, y: 0 }), width: width * camera.zoom, height: height * camera.zoom }
        : null,
      { ...corner, ...size },
    )
    boxHandles.forEach((handle, index) => {
      const at = { x: corner.x + size.width * handle.x, y: corner.y + size.height * handle.y }
      this.#handles[index]?.setAttrs({ x: at.x - handleSide / 2, y: at.y - handleSide / 2, visible: editing })
    })
    this.#guides.batchDraw()
  }

  /** The tip's outline at the pointer, as large as it paints. */
  drawCursor(editor: Editor, tool: Tool): void {
    const session = editor.session.get()
    const pointer = editor.pointer.get()
    const visible = tool.cursor === 'tip' && pointer !== null
    const at: Point = pointer ? toScreen(session.camera, pointer) : { x: 0, y: 0 }
    const radius = Math.max(1.5, (tipOf(session, tool.id).size / 2) * session.camera.zoom)
    for (const shape of [this.#tip, this.#tipHalo]) shape.setAttrs({ ...at, radius, visible })
    this.#cursor.batchDraw()
  }

  destroy(): void {
    this.#stage.destroy()
  }

  /** Darkens the page outside the box: what the model does not see. */
  #placeShade(page: Rectangle | null, box: Rectangle): void {
    const right = page ? page.x + page.width : 0
    const bottom = page ? page.y + page.height : 0
    const parts = page
      ? [
          { x: page.x, y: page.y, width: page.width, height: box.y - page.y },
          { x: page.x, y: box.y + box.height, width: page.width, height: bottom - box.y - box.height },
          { x: page.x, y: box.y, width: box.x - page.x, height: box.height },
          { x: box.x + box.width, y: box.y, width: right - box.x - box.width, height: box.height },
        ]
      : []
    this.#shade.forEach((shape, index) => {
      const part = parts[index]
      const visible = part !== undefined && part.width > 0 && part.height > 0
      shape.setAttrs(visible ? { ...part, visible } : { visible })
    })
  }
}

function snapped(point: Point): Point {
  return { x: Math.round(point.x) + 0.5, y: Math.round(point.y) + 0.5 }
}
