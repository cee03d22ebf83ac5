import type { Matrix } from '#shared/document/transform/matrix.ts'
import type { Point } from '#editor/camera.ts'
import type { Editor } from '#editor/editor.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'
import { bendFrame, moveFrame, scaleFrame, skewFrame, turnFrame } from '../frame.ts'
import { type Grasp, graspAt } from '../grasp.ts'
import { showFrame } from '../show-frame.ts'
import type { TransformBench, Work } from '../work.ts'

interface Drag {
  readonly from: Point
  readonly grasp: Grasp
  readonly start: Matrix
}

/** Drags a handle, the whole frame, or turns it; the pixels follow as they will be put down. */
export function dragging(editor: Editor, bench: TransformBench): ToolState {
  const hand: { drag: Drag | null } = { drag: null }
  const drag = (pointer: ToolPointer) => {
    const work = bench.work.get()
    if (!work || !hand.drag) return undefined
    bench.set(dragged(work, hand.drag, pointer))
    showFrame(editor, bench, pointer)
    return undefined
  }
  return {
    enter(pointer) {
      const work = bench.work.get()
      const { zoom } = editor.session.get().camera
      if (work) hand.drag = { from: pointer, grasp: graspAt(work, pointer, zoom), start: work.matrix }
    },
    move: drag,
    up(pointer) {
      drag(pointer)
      hand.drag = null
      showFrame(editor, bench)
      return bench.work.get() ? 'editing' : 'idle'
    },
    cancel() {
      if (hand.drag) bench.set(hand.drag.start)
      hand.drag = null
      showFrame(editor, bench)
      return 'editing'
    },
  }
}

function dragged({ bounds }: Work, { from, grasp, start }: Drag, pointer: ToolPointer): Matrix {
  const rules = { even: pointer.shift, centred: pointer.alt }
  if (grasp === 'inside') return moveFrame(start, from, pointer, rules)
  if (grasp === 'outside') return turnFrame(bounds, start, from, pointer, rules)
  if (!pointer.mod) return scaleFrame(bounds, start, grasp, pointer, rules)
  const corner = grasp.x !== 0.5 && grasp.y !== 0.5
  return corner
    ? bendFrame(bounds, start, grasp, pointer, pointer.alt)
    : skewFrame(bounds, start, grasp, pointer)
}
