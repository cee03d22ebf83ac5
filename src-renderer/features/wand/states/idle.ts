import { colourAt, colourRange, floodSimilar } from '#shared/document/selection/similar.ts'
import type { Store } from '#shared/store.ts'
import type { Editor } from '#editor/editor.ts'
import { modeFor } from '#editor/selecting/mode.ts'
import { samplePage } from '#editor/selecting/sample-page.ts'
import { createSelectIdle } from '#editor/selecting/select-idle.ts'
import { selectShape } from '#editor/selecting/select-shape.ts'
import type { SelectingSettings } from '#editor/selecting/settings.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'

/** Each press selects what is of the same colour as the pixel under it. */
export function idle(editor: Editor, settings: Store<SelectingSettings>): ToolState {
  const select = (pointer: ToolPointer) => {
    const { mode, tolerance, antialias, contiguous, sampleAll, feather } = settings.get()
    const picture = samplePage(editor.document(), sampleAll)
    const { width, height } = picture
    const [x, y] = [Math.floor(pointer.x), Math.floor(pointer.y)]
    if (x < 0 || y < 0 || x >= width || y >= height) return undefined
    const likeness = { tolerance, antialias }
    const data = contiguous
      ? floodSimilar(picture, x, y, likeness)
      : colourRange(picture, colourAt(picture, x, y), likeness)
    selectShape(editor, { area: { x: 0, y: 0, width, height }, data }, modeFor(pointer, mode), feather)
    return undefined
  }
  return { ...createSelectIdle(editor, settings), down: select }
}
