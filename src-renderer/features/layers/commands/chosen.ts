import { type CanvasDocument, type Layer, activeLayer } from '#shared/document/canvas-document.ts'
import { type Edit, changeLayers, selectLayer } from '#shared/document/edits.ts'
import { isLocked } from '#shared/document/layer-tree.ts'
import type { Editor } from '#editor/editor.ts'
import { selectedLayersOf } from '#editor/session.ts'

/** The layers that a command works on, bottom first: all that are chosen. */
export function chosenLayers(editor: Editor): Layer[] {
  const document = editor.document()
  return selectedLayersOf(editor.session.get(), document).flatMap((id) => document.layers[id] ?? [])
}

export function chosenIds(editor: Editor): readonly string[] {
  return selectedLayersOf(editor.session.get(), editor.document())
}

export function activeOf(editor: Editor): Layer | null {
  return activeLayer(editor.document())
}

/** Chooses layers, one of which is active; no step of the history. */
export function choose(editor: Editor, ids: readonly string[], active: string): void {
  editor.amend(selectLayer(active))
  editor.session.set((session) => ({ ...session, selectedLayers: ids }))
}

/** Makes an edit unless a layer that it would change is locked: then says which one, and how to go on. */
export function editUnlocked(editor: Editor, ids: readonly string[], labelKey: string, edit: Edit): void {
  if (!refuseLocked(editor, ids)) editor.edit(labelKey, edit)
}

/** True when one of these layers is locked, or lies in a locked group; the artist is told, and may unlock it. */
export function refuseLocked(editor: Editor, ids: readonly string[]): boolean {
  const document = editor.document()
  const held = ids.flatMap((id) => lockedAround(document, id))
  const [first] = held
  if (!first) return false
  const unlock = changeLayers(
    held.map(({ id }) => id),
    { locked: false },
  )
  editor.say({
    textKey: 'layer.locked-notice',
    values: { name: first.name },
    action: { labelKey: 'layer.unlock', run: () => editor.edit('step.lock', unlock) },
  })
  return true
}

/** The layer itself or the groups around it, as far as they are locked. */
function lockedAround(document: CanvasDocument, id: string): Layer[] {
  const layer = document.layers[id]
  if (!layer || !isLocked(document, layer)) return []
  const own = layer.locked ? [layer] : []
  return layer.parent === null ? own : [...own, ...lockedAround(document, layer.parent)]
}
