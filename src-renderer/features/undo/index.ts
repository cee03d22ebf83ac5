import { Redo2, Undo2 } from 'lucide-react'
import { showThrown } from '#features/show-error.ts'
import type { Feature, FeatureParts } from '../feature.ts'

export const undo: Feature = {
  id: 'undo',
  commands: ({ editor, tools, notices }) => [
    {
      id: 'edit.undo',
      labelKey: 'command.undo',
      icon: Undo2,
      keys: ['Mod+Z'],
      enabled: () => editor.history.get().done.length > 0,
      run() {
        if (tools.busy()) tools.cancel()
        else attempt(notices, () => editor.undo())
      },
    },
    {
      id: 'edit.redo',
      labelKey: 'command.redo',
      icon: Redo2,
      keys: ['Mod+Shift+Z', 'Mod+Y'],
      enabled: () => editor.history.get().undone.length > 0,
      run: () => attempt(notices, () => editor.redo()),
    },
  ],
}

/** A step whose pixels can't be read is not taken: everything is as it was, and the artist hears why. */
function attempt(notices: FeatureParts['notices'], step: () => void): void {
  try {
    step()
  } catch (thrown) {
    showThrown(notices, thrown)
  }
}
