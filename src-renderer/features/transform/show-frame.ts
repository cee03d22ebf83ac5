import { apply } from '#shared/document/transform/matrix.ts'
import type { Point } from '#editor/camera.ts'
import type { Editor } from '#editor/editor.ts'
import { frameHandles, placeOf, quadOf } from './frame.ts'
import { measure } from './measure.ts'
import type { TransformBench } from './work.ts'

/** Draws frame and handles; with `at` the size and angle beside the pointer. */
export function showFrame(editor: Editor, bench: TransformBench, at?: Point): void {
  const work = bench.work.get()
  if (!work) return editor.sketch.set(null)
  const { bounds, matrix } = work
  const { width, height, angle } = measure(work)
  const text = `${String(Math.round(width))} × ${String(Math.round(height))}  ${angle.toFixed(1)}°`
  editor.sketch.set({
    lines: [{ kind: 'frame', points: quadOf(bounds, matrix), closed: true }],
    handles: frameHandles.map((handle) => apply(matrix, placeOf(bounds, handle))),
    ...(at ? { label: { at, text } } : {}),
  })
}
