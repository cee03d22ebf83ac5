import { type CanvasDocument, type Layer, activeLayer } from '#shared/document/canvas-document.ts'
import { descendantsOf, isLocked } from '#shared/document/layer-tree.ts'
import { contentBounds } from '#shared/document/pixel-transfer.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Editor } from '../editor.ts'
import { union } from '../pixels/rectangles.ts'
import { selectedLayersOf } from '../session.ts'
import { mayChange, refuseLockedAlpha } from '../tools/paint-target.ts'

/** The layers chosen, with all that groups among them hold, bottom first, as far as they can have pixels. */
export function chosenLayers(editor: Editor): Layer[] {
  const document = editor.document()
  const chosen = selectedLayersOf(editor.session.get(), document)
  const ids = new Set(chosen.flatMap((id) => [id, ...descendantsOf(document, id)]))
  return document.order.flatMap((id) => {
    const layer = ids.has(id) ? document.layers[id] : undefined
    return layer && layer.kind !== 'group' && layer.kind !== 'adjustment' ? [layer] : []
  })
}

/** `chosenLayers` to be changed; null when one of them may not be, and the artist has been told why. */
export function movedLayers(editor: Editor): Layer[] | null {
  const layers = chosenLayers(editor)
  return layers.every((layer) => mayMove(editor, editor.document(), layer)) ? layers : null
}

function mayMove(editor: Editor, document: CanvasDocument, layer: Layer): boolean {
  if (isLocked(document, layer)) return mayChange(editor, { ...layer, visible: true })
  if (!document.selection || !layer.lockAlpha) return true
  refuseLockedAlpha(editor, layer)
  return false
}

/** Where a layer has something, in document pixels. */
export function boundsOf({ pixels, x, y }: Layer): Rectangle | null {
  const bounds = contentBounds(pixels)
  return bounds && { ...bounds, x: bounds.x + x, y: bounds.y + y }
}

export function boundsOfAll(layers: readonly Layer[]): Rectangle | null {
  return layers.map(boundsOf).reduce(union, null)
}

/** True when there is an active layer at all. */
export function hasTarget(editor: Editor): boolean {
  return activeLayer(editor.document()) !== null
}
