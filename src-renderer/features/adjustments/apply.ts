import { type Layer, activeLayer } from '#shared/document/canvas-document.ts'
import { isLocked } from '#shared/document/layer-tree.ts'
import { adjustmentTarget, applyAdjustment } from '#shared/document/layers/apply-adjustment.ts'
import type { Editor } from '#editor/editor.ts'

/** The layer whose pixels the active adjustment would change for good; null when there is none or it is locked. */
export function applicable(editor: Editor): Layer | null {
  const document = editor.document()
  const active = activeLayer(document)
  const target = active && !isLocked(document, active) ? adjustmentTarget(document, active.id) : null
  return target && !isLocked(document, target) ? target : null
}

export function applyToLayerBelow(editor: Editor): void {
  const active = activeLayer(editor.document())
  if (active && applicable(editor)) editor.edit('step.apply-adjustment', applyAdjustment(active.id))
}
