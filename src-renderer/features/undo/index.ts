import { Redo2, Undo2 } from 'lucide-react'
import type { Feature } from '../feature.ts'

export const undo: Feature = {
  id: 'undo',
  commands: ({ editor, tools }) => [
    {
      id: 'edit.undo',
      labelKey: 'command.undo',
      icon: Undo2,
      keys: ['Mod+Z'],
      enabled: () => editor.history.get().done.length > 0,
      run() {
        if (tools.busy()) tools.cancel()
        else editor.undo()
      },
    },
    {
      id: 'edit.redo',
      labelKey: 'command.redo',
      icon: Redo2,
      keys: ['Mod+Shift+Z', 'Mod+Y'],
      enabled: () => editor.history.get().undone.length > 0,
      run: () => editor.redo(),
    },
  ],
}
