import i18next from 'i18next'
import { CopyPlus, FolderPlus, Plus, SquareDashed, SquareDashedMousePointer } from 'lucide-react'
import { type LayerKind, newLayer } from '#shared/document/canvas-document.ts'
import { addLayer } from '#shared/document/edits.ts'
import { duplicateLayers } from '#shared/document/layers/duplicate.ts'
import type { Editor } from '#editor/editor.ts'
import type { Command } from '#ui/commands/command.ts'
import { choose, chosenIds } from './chosen.ts'
import { copyNamer } from './copy-name.ts'

export function addingCommands(editor: Editor): Command[] {
  return [
    ...newCommands(editor),
    {
      id: 'layer.duplicate',
      labelKey: 'command.duplicate-layer',
      icon: CopyPlus,
      keys: ['Mod+J'],
      enabled: () => chosenIds(editor).length > 0,
      run: () => duplicate(editor),
    },
  ]
}

function newCommands(editor: Editor): Command[] {
  const add = (kind: LayerKind, name: string) =>
    editor.edit('step.new-layer', addLayer(newLayer(editor.newId(), kind, name)))
  const numberOf = (kind: LayerKind) =>
    Object.values(editor.document().layers).filter((layer) => layer.kind === kind).length + 1
  return [
    {
      id: 'layer.new',
      labelKey: 'command.new-layer',
      icon: Plus,
      keys: ['Mod+Shift+N'],
      run: () => add('raster', i18next.t('layer.new-name', { number: editor.document().order.length + 1 })),
    },
    {
      id: 'layer.new-group',
      labelKey: 'command.new-group',
      icon: FolderPlus,
      run: () => add('group', i18next.t('layer.group-name', { number: numberOf('group') })),
    },
    {
      id: 'layer.new-mask',
      labelKey: 'command.new-mask',
      icon: SquareDashed,
      run: () => add('mask', i18next.t('layer.mask-name')),
    },
    {
      id: 'layer.new-region',
      labelKey: 'command.new-region',
      icon: SquareDashedMousePointer,
      run: () => add('region', i18next.t('layer.region-name', { number: numberOf('region') })),
    },
  ]
}

function duplicate(editor: Editor): void {
  const made: string[] = []
  const newId = () => {
    const id = editor.newId()
    made.push(id)
    return id
  }
  const naming = copyNamer(Object.values(editor.document().layers).map(({ name }) => name))
  const nameOf = ({ name }: { name: string }) => naming(name)
  editor.edit('step.duplicate-layer', duplicateLayers(chosenIds(editor), { newId, nameOf }))
  const { activeLayerId, layers } = editor.document()
  const roots = made.filter((id) => !made.includes(layers[id]?.parent ?? ''))
  if (activeLayerId !== null) choose(editor, roots, activeLayerId)
}
