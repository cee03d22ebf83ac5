import { type Layer, channelsOf } from '#shared/document/canvas-document.ts'
import type { Store } from '#shared/store.ts'
import type { Point } from '#editor/camera.ts'
import type { Editor } from '#editor/editor.ts'
import { colourRowInk, coverageRowInk } from '#editor/pixels/ink.ts'
import { StrokeBuffer } from '#editor/pixels/stroke-buffer.ts'
import { StrokePath } from '#editor/pixels/stroke-path.ts'
import type { Tip } from '#editor/session.ts'
import { groundOf } from '#editor/tools/paint-ground.ts'
import { paintTarget } from '#editor/tools/paint-target.ts'
import { type Stroke, createStroking } from '#editor/tools/stroking.ts'
import type { ToolPointer, ToolState } from '#editor/tools/tool.ts'
import { sourceFor } from '../source.ts'
import { type CloneSettings, type Stamp, showSource } from '../stamp.ts'

/** Paints with what lies at the source, as it was before the stroke. */
export function stamping(editor: Editor, settings: Store<CloneSettings>, stamp: Stamp): ToolState {
  const stroking = createStroking(editor, {
    labelKey: 'step.clone',
    start(pointer, tip) {
      if (!stamp.source) {
        editor.say({ textKey: 'clone.no-source' })
        return null
      }
      const layer = paintTarget(editor)
      if (!layer) return null
      const shift = shiftFor(settings.get(), stamp, pointer)
      stamp.shift = shift
      return startStroke(editor, layer, tip, settings.get(), shift)
    },
  })
  const end = (next: string | undefined) => {
    if (!settings.get().aligned) stamp.shift = null
    return next
  }
  return {
    ...stroking,
    move(pointer) {
      showSource(editor, stamp, pointer)
      return stroking.move?.(pointer)
    },
    up: (pointer) => end(stroking.up?.(pointer)),
    cancel: () => end(stroking.cancel?.()),
  }
}

function shiftFor({ aligned }: CloneSettings, { source, shift }: Stamp, pointer: ToolPointer): Point {
  if (aligned && shift) return shift
  const from = source ?? pointer
  return { x: Math.round(from.x - pointer.x), y: Math.round(from.y - pointer.y) }
}

function startStroke(
  editor: Editor,
  layer: Layer,
  tip: Tip,
  { sampleAll }: CloneSettings,
  shift: Point,
): Stroke {
  const ground = groundOf(editor, layer)
  const rows = sourceFor(editor.document(), layer, sampleAll, shift)
  const ink = channelsOf(layer.kind) === 1 ? coverageRowInk(rows) : colourRowInk(rows, layer.lockAlpha)
  const { opacity, hardness } = tip
  const buffer = new StrokeBuffer({ ...ground, ink, opacity, hardness })
  return { layer, buffer, path: new StrokePath(tip, ground.clip, (dab) => buffer.add(dab)) }
}
