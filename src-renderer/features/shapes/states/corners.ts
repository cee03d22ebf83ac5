import type { Layer } from '#shared/document/canvas-document.ts'
import type { Store } from '#shared/store.ts'
import type { Point } from '#editor/camera.ts'
import type { Editor } from '#editor/editor.ts'
import { putPixels } from '#editor/tools/lay.ts'
import { paintTarget } from '#editor/tools/paint-target.ts'
import { straighten } from '#editor/tools/stroke-hand.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'
import type { ShapeSettings } from '../shape-planes.ts'
import { WetShape } from '../wet-shape.ts'

interface Hand {
  layer: Layer | null
  wet: WetShape | null
  points: Point[]
}

/** Screen pixels within which a press means the first or the last corner. */
const near = 8

/**
 * A polygon, a corner for each press: the first corner again, the last one again or Enter closes it, Backspace takes
 * the last corner back. Another tool keeps what is drawn.
 */
export function corners(editor: Editor, settings: Store<ShapeSettings>): ToolState {
  const hand: Hand = { layer: null, wet: null, points: [] }
  const close = () => finish(editor, hand)
  const cancel = () => leave(editor, hand)
  const show = (pointer: ToolPointer) => {
    follow(editor, hand, pointer)
    return undefined
  }
  return {
    enter(pointer) {
      editor.begin()
      hand.layer = paintTarget(editor)
      if (hand.layer) hand.wet = new WetShape(editor, hand.layer, settings.get())
      hand.points = [{ x: pointer.x, y: pointer.y }]
      if (hand.layer) editor.pending.set({ apply: () => void close(), cancel: () => void cancel() })
    },
    // A layer that takes no paint was said to be so; the press ends there.
    up: () => (hand.layer ? undefined : cancel()),
    down(pointer) {
      // A command has put it down meanwhile: the press begins another one.
      if (!hand.layer) return 'corners'
      if (isLast(hand.points, pointer, near / editor.session.get().camera.zoom)) return close()
      hand.points.push(nextCorner(hand.points, pointer))
      return show(pointer)
    },
    move: show,
    hover: show,
    keys: { apply: close, back: () => takeBack(editor, hand) },
    cancel,
    leave: close,
  }
}

/** Puts the polygon into the document; one with less than three corners is given up. */
function finish(editor: Editor, hand: Hand): string {
  const { layer, wet, points } = hand
  editor.pending.set(null)
  if (layer && wet && points.length > 2) {
    wet.draw({ kind: 'polygon', points })
    putPixels(editor, layer, wet.finish())
    editor.commit('step.shape')
  }
  return leave(editor, hand)
}

function leave(editor: Editor, hand: Hand): string {
  editor.pending.set(null)
  editor.cancel()
  Object.assign(hand, { layer: null, wet: null, points: [] })
  editor.stroke.set(null)
  editor.sketch.set(null)
  return 'idle'
}

function takeBack(editor: Editor, hand: Hand): string | undefined {
  hand.points.pop()
  if (hand.points.length === 0) return leave(editor, hand)
  draw(editor, hand, hand.points)
  return undefined
}

/** True when the press means the first or the last corner once more. */
function isLast(points: readonly Point[], pointer: ToolPointer, within: number): boolean {
  const place = nextCorner(points, pointer)
  return [points[0], points.at(-1)].some((point) => point && distance(place, point) < within)
}

function follow(editor: Editor, hand: Hand, pointer: ToolPointer): void {
  if (!Number.isFinite(pointer.x + pointer.y)) return
  draw(editor, hand, [...hand.points, nextCorner(hand.points, pointer)])
}

function draw(editor: Editor, { layer, wet, points }: Hand, shown: readonly Point[]): void {
  if (!layer || !wet) return
  wet.draw({ kind: 'polygon', points: shown })
  editor.stroke.set({ layerId: layer.id, buffer: wet })
  editor.sketch.set({ lines: [{ kind: 'frame', points: shown, closed: false }], handles: points })
}

/** Where the next corner comes: with Shift in one of eight directions from the last. */
function nextCorner(points: readonly Point[], pointer: ToolPointer): Point {
  const last = points.at(-1)
  const { x, y } = pointer.shift && last ? straighten(pointer, last) : pointer
  return { x, y }
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
