import i18next from 'i18next'
import { newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, sequence } from '#shared/document/edits.ts'
import type { Editor } from '#editor/editor.ts'
import { regionLayers } from '#editor/regions.ts'

/** The selection becomes a region of its shape, soft edges too; then all is free to be selected anew. One step. */
export function regionFromSelection(editor: Editor): void {
  const { selection } = editor.document()
  if (selection === null) return
  const name = i18next.t('layer.region-name', { number: regionLayers(editor.document()).length + 1 })
  const layer = { ...newLayer(editor.newId(), 'region', name), pixels: selection }
  editor.edit(
    'step.new-region',
    sequence(addLayer(layer), (document) => ({ ...document, selection: null })),
  )
}
