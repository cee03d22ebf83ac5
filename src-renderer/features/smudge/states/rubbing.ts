import type { Layer } from '#shared/document/canvas-document.ts'
import { activeLayer } from '#shared/document/canvas-document.ts'
import type { Editor } from '#editor/editor.ts'
import { SmudgeBuffer } from '#editor/pixels/smudge-buffer.ts'
import { StrokePath } from '#editor/pixels/stroke-path.ts'
import type { Tip } from '#editor/session.ts'
import { groundOf } from '#editor/tools/paint-ground.ts'
import { mayChange } from '#editor/tools/paint-target.ts'
import { type Stroke, createStroking } from '#editor/tools/stroking.ts'
import type { ToolState } from '#editor/tools/tool.ts'

/** Drags the active layer's paint along. */
export function rubbing(editor: Editor): ToolState {
  return createStroking(editor, {
    labelKey: 'step.smudge',
    start(_pointer, tip) {
      const layer = activeLayer(editor.document())
      if (!layer) editor.say({ textKey: 'refusal.no-layer' })
      return layer && mayChange(editor, layer) ? startStroke(editor, layer, tip) : null
    },
  })
}

function startStroke(editor: Editor, layer: Layer, tip: Tip): Stroke {
  const ground = groundOf(editor, layer)
  const { hardness, opacity: strength } = tip
  const buffer = new SmudgeBuffer({ ...ground, hardness, strength, lockAlpha: layer.lockAlpha }, tip.size)
  // Close together, or steps would show; each dab lays all of its share down.
  const path = new StrokePath({ ...tip, flow: 1, spacing: 0.06 }, ground.clip, (dab) => buffer.add(dab))
  return { layer, buffer, path }
}
