import type { SelectionMode } from '#shared/document/selection/combine.ts'
import { polygon } from '#shared/document/selection/polygon.ts'
import type { Store } from '#shared/store.ts'
import type { Point } from '#editor/camera.ts'
import type { Editor } from '#editor/editor.ts'
import { badgeOf, modeFor } from '#editor/selecting/mode.ts'
import { deselect, selectShape } from '#editor/selecting/select-shape.ts'
import type { SelectingSettings } from '#editor/selecting/settings.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'

interface Outline {
  readonly mode: SelectionMode
  readonly corners: Point[]
  /** Where the next corner would be. */
  next: Point
}

/** So near, in screen pixels, a press means the first corner; or the last one, as a double click does. */
const near = { first: 8, last: 3 }

/**
 * A corner for each press. Enter, a press on the first corner or a second press on the last one closes; Backspace
 * takes the last corner back; Shift keeps sides to eighths of a turn. It waits while another tool is borrowed.
 */
class Drawing implements ToolState {
  readonly keys = { apply: () => this.#close(), back: () => this.#takeBack() }
  readonly #editor: Editor
  readonly #settings: Store<SelectingSettings>
  #outline: Outline | null = null

  constructor(editor: Editor, settings: Store<SelectingSettings>) {
    this.#editor = editor
    this.#settings = settings
  }

  enter({ x, y, shift, alt }: ToolPointer): void {
    const mode = modeFor({ shift, alt }, this.#settings.get().mode)
    this.#outline = { mode, corners: [{ x, y }], next: { x, y } }
    this.#show()
  }

  down(pointer: ToolPointer): string | undefined {
    const outline = this.#outline
    if (!outline) return this.cancel()
    const { zoom } = this.#editor.session.get().camera
    const [first, last] = [outline.corners[0], outline.corners.at(-1)]
    if (isNear(pointer, last, near.last / zoom)) return this.#close()
    if (outline.corners.length > 2 && isNear(pointer, first, near.first / zoom)) return this.#close()
    outline.corners.push(aimed(outline, pointer))
    return this.hover(pointer)
  }

  move(pointer: ToolPointer): undefined {
    return this.hover(pointer)
  }

  hover(pointer: ToolPointer): undefined {
    if (this.#outline) this.#outline.next = aimed(this.#outline, pointer)
    this.#show()
  }

  cancel(): string {
    this.#outline = null
    this.#show()
    return 'idle'
  }

  leave(): void {
    this.#close()
  }

  resume(): undefined {
    this.#show()
  }

  #close(): string {
    const { antialias, feather } = this.#settings.get()
    const editor = this.#editor
    const outline = this.#outline
    if (outline && outline.corners.length > 2) {
      selectShape(editor, polygon(outline.corners, antialias, editor.document()), outline.mode, feather)
    } else if (outline?.mode === 'replace') deselect(editor)
    return this.cancel()
  }

  #takeBack(): string | undefined {
    this.#outline?.corners.pop()
    if (!this.#outline?.corners.length) return this.cancel()
    this.#show()
    return undefined
  }

  #show(): void {
    const outline = this.#outline
    if (!outline) return this.#editor.sketch.set(null)
    this.#editor.sketch.set({
      lines: [{ kind: 'ants', points: [...outline.corners, outline.next], closed: false }],
      handles: outline.corners.slice(0, 1),
      ...badgeOf(outline.mode),
    })
  }
}

export function drawing(editor: Editor, settings: Store<SelectingSettings>): ToolState {
  return new Drawing(editor, settings)
}

function isNear(point: Point, corner: Point | undefined, reach: number): boolean {
  return corner !== undefined && Math.hypot(point.x - corner.x, point.y - corner.y) <= reach
}

/** Where the pointer is, or with Shift on the nearest of eight directions from the last corner. */
function aimed({ corners }: Outline, { x, y, shift }: ToolPointer): Point {
  const last = corners.at(-1)
  if (!shift || !last) return { x, y }
  const length = Math.hypot(x - last.x, y - last.y)
  const angle = Math.round(Math.atan2(y - last.y, x - last.x) / (Math.PI / 4)) * (Math.PI / 4)
  return { x: last.x + length * Math.cos(angle), y: last.y + length * Math.sin(angle) }
}
