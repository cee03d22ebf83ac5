import { type Layer, activeLayer, layersOf, newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, selectLayer } from '#shared/document/edits.ts'
import type { Editor } from '../editor.ts'

/** The active layer if it is of this kind, else the topmost one, else a new one; within the open gesture. */
export function paintTarget(editor: Editor, kind: Layer['kind'], nameForNew: string): Layer {
  const document = editor.document()
  const active = activeLayer(document)
  if (active?.kind === kind) return active
  const topmost = layersOf(document).findLast((layer) => layer.kind === kind)
  if (topmost) {
    editor.update(selectLayer(topmost.id))
    return topmost
  }
  const layer = newLayer(editor.newId(), kind, nameForNew)
  editor.update(addLayer(layer))
  return layer
}
