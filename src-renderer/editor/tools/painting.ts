import type { Layer } from '#shared/document/canvas-document.ts'
import type { Editor } from '../editor.ts'
import { StrokeBuffer } from '../pixels/stroke-buffer.ts'
import { StrokePath } from '../pixels/stroke-path.ts'
import { type Tip, withUsedColour } from '../session.ts'
import { type PaintMode, groundOf, inkFor } from './paint-ground.ts'
import { type Stroke, createStroking } from './stroking.ts'
import { refuseLockedAlpha } from './paint-target.ts'
import type { ToolPointer, ToolState } from './tool.ts'

interface PaintingOptions {
  readonly labelKey: string
  mode(editor: Editor, pointer: ToolPointer): PaintMode
  /** The layer to paint on; it may be made within the gesture. Null: there is none, and nothing happens. */
  target(editor: Editor, mode: PaintMode): Layer | null
}

/** The state of a tool that draws a stroke: brush, eraser and mask brush differ in their options only. */
export function createPainting(editor: Editor, options: PaintingOptions): ToolState {
  return createStroking(editor, {
    labelKey: options.labelKey,
    start(pointer, tip) {
      const mode = options.mode(editor, pointer)
      const layer = options.target(editor, mode)
      if (!layer) return null
      if (mode === 'erase' && layer.lockAlpha && layer.kind === 'raster') {
        refuseLockedAlpha(editor, layer)
        return null
      }
      if (mode === 'paint' && layer.kind === 'raster') {
        editor.session.set((session) => withUsedColour(session, session.colour))
      }
      return startStroke(editor, layer, mode, tip)
    },
  })
}

function startStroke(editor: Editor, layer: Layer, mode: PaintMode, tip: Tip): Stroke {
  const ground = groundOf(editor, layer)
  const { colour } = editor.session.get()
  const { opacity, hardness, grain, blend } = tip
  const ink = inkFor(layer, mode, colour, blend)
  const buffer = new StrokeBuffer({ ...ground, ink, opacity, hardness, grain })
  return { layer, buffer, path: new StrokePath(tip, ground.clip, (dab) => buffer.add(dab)) }
}
