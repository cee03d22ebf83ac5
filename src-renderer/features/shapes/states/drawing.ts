import type { Layer } from '#shared/document/canvas-document.ts'
import type { Store } from '#shared/store.ts'
import type { Point } from '#editor/camera.ts'
import type { Editor } from '#editor/editor.ts'
import { putPixels } from '#editor/tools/lay.ts'
import { paintTarget } from '#editor/tools/paint-target.ts'
import { straighten } from '#editor/tools/stroke-hand.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'
import { type Shape, boxBetween } from '../outline.ts'
import type { ShapeSettings } from '../shape-planes.ts'
import { WetShape } from '../wet-shape.ts'

interface Hand {
  layer: Layer | null
  wet: WetShape | null
  from: Point
  /** The last place of the pointer, for Space. */
  last: Point
  drawn: boolean
}

/** Rectangle, ellipse or line from the press to the pointer; Shift, Alt and Space shape it on its way. */
export function drawing(editor: Editor, settings: Store<ShapeSettings>): ToolState {
  const hand: Hand = { layer: null, wet: null, from: { x: 0, y: 0 }, last: { x: 0, y: 0 }, drawn: false }
  const leave = () => {
    Object.assign(hand, { layer: null, wet: null, drawn: false })
    editor.stroke.set(null)
    editor.sketch.set(null)
    return 'idle'
  }
  const drag = (pointer: ToolPointer) => {
    stretch(editor, hand, pointer, settings.get().kind)
    return undefined
  }
  return {
    enter(pointer) {
      editor.begin()
      hand.layer = paintTarget(editor)
      hand.from = hand.last = { x: pointer.x, y: pointer.y }
      if (hand.layer) hand.wet = new WetShape(editor, hand.layer, settings.get())
    },
    move: drag,
    up(pointer) {
      stretch(editor, hand, { ...pointer, space: false }, settings.get().kind)
      if (hand.layer && hand.wet && hand.drawn) {
        putPixels(editor, hand.layer, hand.wet.finish())
        editor.commit('step.shape')
      } else editor.cancel()
      return leave()
    },
    cancel() {
      editor.cancel()
      return leave()
    },
  }
}

function stretch(editor: Editor, hand: Hand, pointer: ToolPointer, kind: Shape['kind']): void {
  const { layer, wet, last } = hand
  if (!layer || !wet || !Number.isFinite(pointer.x + pointer.y)) return
  const [dx, dy] = [pointer.x - last.x, pointer.y - last.y]
  if (pointer.space) hand.from = { x: hand.from.x + dx, y: hand.from.y + dy }
  hand.last = { x: pointer.x, y: pointer.y }
  const shape = shapeBetween(kind, hand.from, pointer)
  hand.drawn = 'box' in shape ? shape.box.width > 0 && shape.box.height > 0 : true
  wet.draw(shape)
  editor.stroke.set({ layerId: layer.id, buffer: wet })
  if ('box' in shape) {
    const text = `${shape.box.width} × ${shape.box.height}`
    editor.sketch.set({ label: { at: { x: pointer.x, y: pointer.y }, text } })
  }
}

function shapeBetween(kind: Shape['kind'], from: Point, pointer: ToolPointer): Shape {
  if (kind === 'rectangle' || kind === 'ellipse') return { kind, box: boxBetween(from, pointer, pointer) }
  const { x, y } = pointer.shift ? straighten(pointer, from) : pointer
  const start = pointer.alt ? { x: 2 * from.x - x, y: 2 * from.y - y } : from
  return { kind: 'line', points: [start, { x, y }] }
}
