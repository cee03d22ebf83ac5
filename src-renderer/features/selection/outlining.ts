import type { Store } from '#shared/store.ts'
import type { Command } from '#ui/commands/command.ts'
import type { FeatureParts } from '../feature.ts'
import type { SelectionDialog } from './dialogs.tsx'

/** What changes the outline; each asks how much. */
export function outlining({ editor }: FeatureParts, dialog: Store<SelectionDialog | null>): Command[] {
  const enabled = () => editor.document().selection !== null
  const open = (which: SelectionDialog) => () => {
    editor.settle()
    dialog.set(which)
  }
  return [
    { id: 'selection.feather', labelKey: 'command.select-feather', enabled, run: open('feather') },
    { id: 'selection.grow', labelKey: 'command.select-grow', enabled, run: open('grow') },
    { id: 'selection.shrink', labelKey: 'command.select-shrink', enabled, run: open('shrink') },
    { id: 'selection.border', labelKey: 'command.select-border', enabled, run: open('border') },
    { id: 'selection.smooth', labelKey: 'command.select-smooth', enabled, run: open('smooth') },
    { id: 'selection.colour-range', labelKey: 'command.select-colours', run: open('colours') },
  ]
}
