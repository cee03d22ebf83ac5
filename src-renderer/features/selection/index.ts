import { createStore } from '#shared/store.ts'
import { onCanvas } from '#editor/on-canvas.ts'
import type { Feature } from '../feature.ts'
import { converting } from './converting.ts'
import { OutlineDialogs, type SelectionDialog } from './dialogs.tsx'
import { outlining } from './outlining.ts'
import { createMemory } from './remember.ts'
import { selecting } from './selecting.ts'

/** What can be done with a selection, whichever tool made it. */
export function createSelection(): Feature {
  const dialog = createStore<SelectionDialog | null>(null)
  const memory = createMemory()
  return {
    id: 'selection',
    start: ({ editor }) => memory.watch(editor),
    commands: (parts) =>
      onCanvas(parts.editor, [
        ...selecting(parts, memory),
        ...outlining(parts, dialog),
        ...converting(parts),
      ]),
    views: { over: OutlineDialogs(dialog) },
  }
}
