import i18next from 'i18next'
import { type Layer, activeLayer, layersOf, newLayer } from '#shared/document/canvas-document.ts'
import { addLayer, selectLayer, sequence } from '#shared/document/edits.ts'
import { selectionFrom } from '#shared/document/selection/from-layer.ts'
import { setSelection } from '#shared/document/selection/selection-edits.ts'
import type { Editor } from '#editor/editor.ts'
import type { Command } from '#ui/commands/command.ts'
import type { FeatureParts } from '../feature.ts'

/** Selections become masks, and masks selections; a mask that is hidden keeps one for later. */
export function converting({ editor }: FeatureParts): Command[] {
  const some = () => editor.document().selection !== null
  return [
    {
      id: 'selection.to-mask',
      labelKey: 'command.selection-to-mask',
      enabled: some,
      run() {
        const mask = maskOf(editor, i18next.t('layer.mask-name'))
        if (mask) editor.edit('step.selection-to-mask', sequence(addLayer(mask), setSelection(null)))
      },
    },
    {
      id: 'selection.from-mask',
      labelKey: 'command.selection-from-mask',
      enabled: () => maskHere(editor) !== null,
      run() {
        const mask = maskHere(editor)
        if (!mask) return
        const selection = selectionFrom(mask, editor.document())
        if (selection.tiles.size === 0) editor.say({ textKey: 'selection.nothing-left' })
        editor.edit('step.select', setSelection(selection))
      },
    },
    {
      id: 'selection.save',
      labelKey: 'command.selection-save',
      enabled: some,
      run() {
        const { activeLayerId, order } = editor.document()
        const mask = maskOf(editor, i18next.t('selection.saved-name', { number: order.length + 1 }))
        if (!mask) return
        const back = activeLayerId === null ? [] : [selectLayer(activeLayerId)]
        editor.edit('step.selection-save', sequence(addLayer({ ...mask, visible: false }), ...back))
        editor.say({ textKey: 'selection.saved', values: { name: mask.name } })
      },
    },
  ]
}

function maskOf(editor: Editor, name: string): Layer | null {
  const { selection } = editor.document()
  return selection && { ...newLayer(editor.newId(), 'mask', name), pixels: selection }
}

/** The active mask or region, else the topmost mask. */
function maskHere(editor: Editor): Layer | null {
  const document = editor.document()
  const active = activeLayer(document)
  if (active?.kind === 'mask' || active?.kind === 'region') return active
  return layersOf(document).findLast(({ kind }) => kind === 'mask') ?? null
}
