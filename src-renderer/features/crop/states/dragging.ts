import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Editor } from '#editor/editor.ts'
import { type BoxHandle, handleAt } from '#editor/stage/box-handles.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'
import { dragFrame, ratioOf } from '../crop-settings.ts'
import { type CropBench, showFrame } from '../frame.ts'

interface Grip {
  readonly from: ToolPointer
  readonly frame: Rectangle
  /** Null moves the frame, `new` draws one. */
  readonly handle: BoxHandle | null | 'new'
}

/** Drags a side or corner, moves the frame, or draws a new one outside of it; Shift keeps proportions. */
export function dragging(editor: Editor, bench: CropBench): ToolState {
  const hand: { grip: Grip | null } = { grip: null }
  const drag = (pointer: ToolPointer) => {
    if (!hand.grip) return undefined
    const frame = dragged(hand.grip, pointer, ratioFor(editor, bench, hand.grip.frame, pointer))
    bench.set(frame)
    showFrame(editor, frame, pointer)
    return undefined
  }
  return {
    enter(pointer) {
      const frame = bench.frame.get()
      if (!frame) return
      const handle = handleAt(frame, pointer, editor.session.get().camera.zoom)
      hand.grip = { from: pointer, frame, handle: handle ?? (isIn(frame, pointer) ? null : 'new') }
    },
    move: drag,
    up(pointer) {
      drag(pointer)
      const frame = bench.frame.get()
      if (frame) bench.set(frame)
      hand.grip = null
      return 'editing'
    },
    cancel() {
      if (hand.grip) bench.set(hand.grip.frame)
      hand.grip = null
      return 'editing'
    },
  }
}

function ratioFor(editor: Editor, bench: CropBench, frame: Rectangle, { shift }: ToolPointer): number | null {
  const chosen = ratioOf(bench.settings.get().ratio, editor.document())
  return chosen ?? (shift ? frame.width / frame.height : null)
}

function dragged({ from, frame, handle }: Grip, pointer: ToolPointer, ratio: number | null): Rectangle {
  const [dx, dy] = [pointer.x - from.x, pointer.y - from.y]
  if (handle === null) return { ...frame, x: frame.x + Math.round(dx), y: frame.y + Math.round(dy) }
  if (handle !== 'new') return dragFrame(frame, handle, dx, dy, ratio)
  const start = { x: Math.round(from.x), y: Math.round(from.y), width: 0, height: 0 }
  const corner = { x: dx < 0 ? 0 : 1, y: dy < 0 ? 0 : 1 } as const
  return dragFrame(start, corner, dx, dy, ratio)
}

function isIn({ x, y, width, height }: Rectangle, point: { x: number; y: number }): boolean {
  return point.x >= x && point.y >= y && point.x <= x + width && point.y <= y + height
}
