import i18next from 'i18next'
import { ArrowDownToLine, Combine, Layers, Square } from 'lucide-react'
import { layersOf } from '#shared/document/canvas-document.ts'
import type { Edit } from '#shared/document/edits.ts'
import { isShown } from '#shared/document/layer-tree.ts'
import { withDescendants } from '#shared/document/layers/branches.ts'
import {
  type Composite,
  flattenDocument,
  mergeLayers,
  mergePartner,
  mergeVisible,
  mergeable,
} from '#shared/document/layers/merge.ts'
import type { Command } from '#ui/commands/command.ts'
import { activeOf, choose, chosenIds, refuseLocked } from './chosen.ts'
import { type MergeParts, mergeAway } from './merge-away.ts'

export function mergingCommands(parts: MergeParts): Command[] {
  const { editor } = parts
  const picturesShown = () =>
    layersOf(editor.document()).filter(
      (layer) => ['raster', 'adjustment'].includes(layer.kind) && isShown(editor.document(), layer),
    )
  return [...mergingChosen(parts), ...mergingAll(parts, () => picturesShown().map(({ id }) => id))]
}

function mergingChosen(parts: MergeParts): Command[] {
  const { editor } = parts
  const several = () => mergeable(editor.document(), chosenIds(editor))
  const partner = () => {
    const active = activeOf(editor)
    return active && chosenIds(editor).length === 1 ? mergePartner(editor.document(), active.id) : null
  }
  return [
    {
      id: 'layer.merge-selected',
      labelKey: 'command.merge-selected',
      icon: Combine,
      keys: ['Mod+E'],
      enabled: () => several().length > 0,
      run: () => merge(parts, several()),
    },
    {
      id: 'layer.merge-down',
      labelKey: 'command.merge-down',
      icon: ArrowDownToLine,
      keys: ['Mod+E'],
      enabled: () => partner() !== null,
      run() {
        const [active, under] = [activeOf(editor), partner()]
        if (active && under !== null) merge(parts, [under, active.id])
      },
    },
  ]
}

function mergingAll(parts: MergeParts, shown: () => readonly string[]): Command[] {
  const name = () => i18next.t('layer.merged-name')
  return [
    {
      id: 'layer.merge-visible',
      labelKey: 'command.merge-visible',
      icon: Layers,
      keys: ['Mod+Shift+E'],
      enabled: () => shown().length > 1,
      run: () => start(parts, 'step.merge', shown(), (id, composite) => mergeVisible(id, name(), composite)),
    },
    {
      id: 'layer.flatten',
      labelKey: 'command.flatten',
      icon: Square,
      enabled: () => shown().length > 0,
      run: () =>
        start(parts, 'step.flatten', shown(), (id, composite) => flattenDocument(id, name(), composite)),
    },
  ]
}

function merge(parts: MergeParts, ids: readonly string[]): void {
  const touched = withDescendants(parts.editor.document(), ids)
  start(parts, 'step.merge', touched, (id, composite) => mergeLayers(ids, id, composite))
}

/** Merges unless one of `touched` is locked, and chooses the layer that comes out. */
function start(
  parts: MergeParts,
  labelKey: string,
  touched: readonly string[],
  merging: (newId: string, composite: Composite) => Edit,
): void {
  const { editor } = parts
  const newId = editor.newId()
  if (refuseLocked(editor, touched)) return
  void mergeAway(
    parts,
    (composite) => merging(newId, composite),
    (edit) => {
      editor.edit(labelKey, edit)
      if (editor.document().layers[newId]) choose(editor, [newId], newId)
    },
  )
}
