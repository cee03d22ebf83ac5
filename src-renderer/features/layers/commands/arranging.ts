import i18next from 'i18next'
import { ArrowDown, ArrowUp, Folder, FolderOpen, Trash2 } from 'lucide-react'
import { newLayer } from '#shared/document/canvas-document.ts'
import { removeLayers } from '#shared/document/edits.ts'
import { stepLayers } from '#shared/document/layers/arrange.ts'
import { groupLayers, ungroupLayers } from '#shared/document/layers/group.ts'
import type { Editor } from '#editor/editor.ts'
import type { Command } from '#ui/commands/command.ts'
import { activeOf, choose, chosenIds, chosenLayers, editUnlocked } from './chosen.ts'

export function arrangingCommands(editor: Editor): Command[] {
  const some = () => chosenIds(editor).length > 0
  return [
    {
      id: 'layer.group',
      labelKey: 'command.group-layers',
      icon: Folder,
      keys: ['Mod+G'],
      enabled: some,
      run: () => group(editor),
    },
    {
      id: 'layer.ungroup',
      labelKey: 'command.ungroup-layers',
      icon: FolderOpen,
      keys: ['Mod+Shift+G'],
      enabled: () => chosenLayers(editor).some(({ kind }) => kind === 'group'),
      run: () => ungroup(editor),
    },
    ...(['up', 'down'] as const).map((by) => stepCommand(editor, by)),
    {
      id: 'layer.delete',
      labelKey: 'command.delete-layer',
      icon: Trash2,
      keys: ['Delete'],
      enabled: some,
      run: () =>
        editUnlocked(editor, chosenIds(editor), 'step.delete-layer', removeLayers(chosenIds(editor))),
    },
  ]
}

function stepCommand(editor: Editor, by: 'up' | 'down'): Command {
  const edit = () => stepLayers(chosenIds(editor), by, editor.session.get().closedGroups)
  return {
    id: `layer.${by}`,
    labelKey: by === 'up' ? 'command.layer-up' : 'command.layer-down',
    icon: by === 'up' ? ArrowUp : ArrowDown,
    keys: [by === 'up' ? 'Mod+]' : 'Mod+['],
    enabled: () => canStep(editor, by),
    run: () => editor.edit('step.order', edit()),
  }
}

/** Whether there is a row further up or down. */
function canStep(editor: Editor, by: 'up' | 'down'): boolean {
  const { order } = editor.document()
  const ids = chosenIds(editor)
  if (by === 'up') return ids.length > 0 && ids.at(-1) !== order.at(-1)
  return ids.length > 0 && ids[0] !== order[0]
}

function group(editor: Editor): void {
  const number = Object.values(editor.document().layers).filter(({ kind }) => kind === 'group').length + 1
  const made = newLayer(editor.newId(), 'group', i18next.t('layer.group-name', { number }))
  editor.edit('step.group', groupLayers(chosenIds(editor), made))
  choose(editor, [made.id], made.id)
}

function ungroup(editor: Editor): void {
  const groups = chosenLayers(editor).filter(({ kind }) => kind === 'group')
  const ids = groups.map(({ id }) => id)
  const before = editor.document()
  editUnlocked(editor, ids, 'step.ungroup', ungroupLayers(ids))
  const active = activeOf(editor)
  if (editor.document() === before || !active) return
  const freed = before.order.filter(
    (id) => ids.includes(before.layers[id]?.parent ?? '') && !ids.includes(id),
  )
  choose(editor, freed.includes(active.id) ? freed : [active.id], active.id)
}
