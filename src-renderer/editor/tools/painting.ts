import type { Layer } from '#shared/document/canvas-document.ts'
import { changeLayer } from '#shared/document/edits.ts'
import type { Editor } from '../editor.ts'
import { type StrokeMode, parseColour } from '../pixels/blend.ts'
import { StrokeBuffer } from '../pixels/stroke-buffer.ts'
import { StrokePath } from '../pixels/stroke-path.ts'
import { tipOf } from '../session.ts'
import type { ToolPointer, ToolState } from './tool.ts'

interface PaintingOptions {
  readonly mode: StrokeMode
  readonly labelKey: string
  /** The layer to paint on; it may be made within the gesture. Null: there is none, and nothing happens. */
  target(editor: Editor): Layer | null
}

interface Gesture {
  readonly layerId: string
  readonly origin: { readonly x: number; readonly y: number }
  readonly buffer: StrokeBuffer
  readonly path: StrokePath
}

/** The state of a tool that draws a stroke: brush, eraser and mask brush differ in their options only. */
export function createPainting(editor: Editor, options: PaintingOptions): ToolState {
  const hand: { gesture: Gesture | null } = { gesture: null }

  const extend = (pointer: ToolPointer) => {
    const { gesture } = hand
    if (!gesture) return undefined
    const sample = {
      x: pointer.x - gesture.origin.x,
      y: pointer.y - gesture.origin.y,
      pressure: pointer.pressure,
    }
    gesture.path.extend(sample)
    editor.stroke.set({ layerId: gesture.layerId, buffer: gesture.buffer })
    return undefined
  }
  const leave = () => {
    hand.gesture = null
    editor.stroke.set(null)
    return 'idle'
  }
  return {
    enter(pointer) {
      editor.begin()
      const layer = options.target(editor)
      if (layer) hand.gesture = startGesture(editor, layer, options.mode)
      extend(pointer)
    },
    move: extend,
    up(pointer) {
      extend(pointer)
      if (hand.gesture) enterDocument(editor, hand.gesture)
      editor.commit(options.labelKey)
      return leave()
    },
    cancel() {
      editor.cancel()
      return leave()
    },
  }
}

function enterDocument(editor: Editor, { layerId, buffer }: Gesture): void {
  editor.update(changeLayer(layerId, { pixels: buffer.finish(), visible: true }))
}

function startGesture(editor: Editor, layer: Layer, mode: StrokeMode): Gesture {
  const session = editor.session.get()
  const { width, height } = editor.document()
  const tip = tipOf(session, session.toolId)
  const buffer = new StrokeBuffer({
    pixels: layer.pixels,
    mode,
    colour: parseColour(session.colour),
    opacity: tip.opacity,
    clip: { x: -layer.x, y: -layer.y, width, height },
  })
  return { layerId: layer.id, origin: { x: layer.x, y: layer.y }, buffer, path: new StrokePath(buffer, tip) }
}
