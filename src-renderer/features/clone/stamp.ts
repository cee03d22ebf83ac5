import type { Point } from '#editor/camera.ts'
import type { Editor } from '#editor/editor.ts'

export interface CloneSettings {
  /** The source keeps its distance from stroke to stroke; else each stroke begins at it anew. */
  readonly aligned: boolean
  readonly sampleAll: boolean
}

/** Where the source is, and how far from the pointer, both in document pixels. */
export interface Stamp {
  source: Point | null
  /** Source minus pointer, on whole pixels; null until the first stroke after the source was set. */
  shift: Point | null
}

/** Arms of the cross that marks the source, in screen pixels. */
const arm = 7

/** Marks where pixels come from while the pointer is at `place`. */
export function showSource(editor: Editor, { source, shift }: Stamp, place: Point | null): void {
  const at = shift && place ? { x: place.x + shift.x, y: place.y + shift.y } : source
  if (!at) return editor.sketch.set(null)
  const reach = arm / editor.session.get().camera.zoom
  editor.sketch.set({
    lines: [
      {
        kind: 'frame',
        closed: false,
        points: [
          { x: at.x - reach, y: at.y },
          { x: at.x + reach, y: at.y },
        ],
      },
      {
        kind: 'frame',
        closed: false,
        points: [
          { x: at.x, y: at.y - reach },
          { x: at.x, y: at.y + reach },
        ],
      },
    ],
  })
}
