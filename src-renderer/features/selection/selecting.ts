import { SquareDashed, SquareSlash } from 'lucide-react'
import { activeLayer } from '#shared/document/canvas-document.ts'
import { invertSelection } from '#shared/document/selection/adjust.ts'
import { selectionFrom } from '#shared/document/selection/from-layer.ts'
import { keptOnPage } from '#shared/document/selection/move.ts'
import { wholePage } from '#shared/document/selection/plane.ts'
import { setSelection } from '#shared/document/selection/selection-edits.ts'
import type { Pixels } from '#shared/document/pixels.ts'
import type { Editor } from '#editor/editor.ts'
import type { Command } from '#ui/commands/command.ts'
import type { FeatureParts } from '../feature.ts'
import type { Memory } from './remember.ts'

/** All, nothing, again, the other way round, and what a layer covers. */
export function selecting(parts: FeatureParts, memory: Memory): Command[] {
  return [...wholes(parts, memory), ...made(parts)]
}

function wholes({ editor }: FeatureParts, memory: Memory): Command[] {
  const some = () => editor.document().selection !== null
  return [
    {
      id: 'selection.all',
      labelKey: 'command.select-all',
      icon: SquareDashed,
      keys: ['Mod+A'],
      run: () => select(editor, wholePage(editor.document())),
    },
    {
      id: 'selection.none',
      labelKey: 'command.select-none',
      icon: SquareSlash,
      keys: ['Mod+D'],
      enabled: some,
      run: () => editor.edit('step.deselect', setSelection(null)),
    },
    {
      id: 'selection.again',
      labelKey: 'command.select-again',
      keys: ['Mod+Shift+D'],
      enabled: () => !some() && memory.last() !== null,
      run() {
        const last = memory.last()
        if (last) select(editor, keptOnPage(last, editor.document()))
      },
    },
  ]
}

function made({ editor }: FeatureParts): Command[] {
  return [
    {
      id: 'selection.invert',
      labelKey: 'command.select-inverse',
      keys: ['Mod+Shift+I'],
      run: () => select(editor, invertSelection(editor.document().selection, editor.document())),
    },
    {
      id: 'selection.from-layer',
      labelKey: 'command.select-layer',
      enabled: () => (activeLayer(editor.document())?.pixels.tiles.size ?? 0) > 0,
      run() {
        const layer = activeLayer(editor.document())
        if (layer) select(editor, selectionFrom(layer, editor.document()))
      },
    },
  ]
}

/** One step; says so when nothing is left selected. */
function select(editor: Editor, selection: Pixels): void {
  if (selection.tiles.size === 0) editor.say({ textKey: 'selection.nothing-left' })
  editor.edit('step.select', setSelection(selection))
}
