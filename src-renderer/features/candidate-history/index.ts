import './candidate-history.css'
import { History } from 'lucide-react'
import { createStore } from '#shared/store.ts'
import type { Feature } from '../feature.ts'
import { createHistoryPanel } from './history-panel.tsx'

/** Every candidate that was put by or accepted, kept with the document until the artist deletes it. */
export function createCandidateHistory(): Feature {
  const open = createStore(false)
  return {
    id: 'candidate-history',
    commands: ({ editor }) => [
      {
        id: 'history.toggle',
        labelKey: 'command.candidate-history',
        icon: History,
        keys: ['Shift+Y'],
        enabled: () => Object.values(editor.document().candidates).some(({ place }) => place === 'history'),
        pressed: () => open.get(),
        run: () => {
          open.set((value) => !value)
          // Commands look anew when the session changes.
          editor.session.set((session) => ({ ...session }))
        },
      },
    ],
    views: { staging: createHistoryPanel(open) },
  }
}
