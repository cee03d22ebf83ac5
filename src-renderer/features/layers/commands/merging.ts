import i18next from 'i18next'
import { ArrowDownToLine, Combine, Layers, Square } from 'lucide-react'
import { layersOf } from '#shared/document/canvas-document.ts'
import { isShown } from '#shared/document/layer-tree.ts'
import { withDescendants } from '#shared/document/layers/branches.ts'
import {
  flattenDocument,
  mergeLayers,
  mergePartner,
  mergeVisible,
  mergeable,
} from '#shared/document/layers/merge.ts'
import type { Editor } from '#editor/editor.ts'
import type { Command } from '#ui/command.ts'
import { activeOf, choose, chosenIds, editUnlocked } from './chosen.ts'

export function mergingCommands(editor: Editor): Command[] {
  const picturesShown = () =>
    layersOf(editor.document()).filter(
      (layer) => ['raster', 'adjustment'].includes(layer.kind) && isShown(editor.document(), layer),
    )
  return [...mergingChosen(editor), ...mergingAll(editor, () => picturesShown().map(({ id }) => id))]
}

function mergingChosen(editor: Editor): Command[] {
  const several = () => mergeable(editor.document(), chosenIds(editor))
  const partner = () => {
    const active = activeOf(editor)
    return active && mergePartner(editor.document(), active.id)
  }
  return [
    {
      id: 'layer.merge-selected',
      labelKey: 'command.merge-selected',
      icon: Combine,
      keys: ['Mod+E'],
      enabled: () => several().length > 0,
      run: () => merge(editor, several()),
    },
    {
      id: 'layer.merge-down',
      labelKey: 'command.merge-down',
      icon: ArrowDownToLine,
      keys: ['Mod+E'],
      enabled: () => partner() !== null,
      run() {
        const [active, under] = [activeOf(editor), partner()]
        if (active && under !== null) merge(editor, [under, active.id])
      },
    },
  ]
}

function mergingAll(editor: Editor, shown: () => readonly string[]): Command[] {
  return [
    {
      id: 'layer.merge-visible',
      labelKey: 'command.merge-visible',
      icon: Layers,
      keys: ['Mod+Shift+E'],
      enabled: () => shown().length > 1,
      run() {
        const id = editor.newId()
        editUnlocked(editor, shown(), 'step.merge', mergeVisible(id, i18next.t('layer.merged-name')))
        chooseMade(editor, id)
      },
    },
    {
      id: 'layer.flatten',
      labelKey: 'command.flatten',
      icon: Square,
      enabled: () => shown().length > 0,
      run() {
        const id = editor.newId()
        editUnlocked(editor, shown(), 'step.flatten', flattenDocument(id, i18next.t('layer.merged-name')))
        chooseMade(editor, id)
      },
    },
  ]
}

function merge(editor: Editor, ids: readonly string[]): void {
  const newId = editor.newId()
  const touched = withDescendants(editor.document(), ids)
  editUnlocked(editor, touched, 'step.merge', mergeLayers({ ids, newId }))
  chooseMade(editor, newId)
}

function chooseMade(editor: Editor, id: string): void {
  if (editor.document().layers[id]) choose(editor, [id], id)
}
