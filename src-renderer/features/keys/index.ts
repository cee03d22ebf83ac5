import './keys.css'
import { Keyboard } from 'lucide-react'
import { createStore } from '#shared/store.ts'
import type { Feature } from '../feature.ts'
import { createKeysDialog } from './keys-dialog.tsx'

/** Which key does what: presets, and the artist's own. */
export function createKeys(): Feature {
  const open = createStore(false)
  return {
    id: 'keys',
    commands: () => [
      {
        id: 'settings.keys',
        labelKey: 'command.keys',
        icon: Keyboard,
        keys: ['Mod+Alt+K'],
        run: () => open.set(true),
      },
    ],
    views: { over: createKeysDialog(open) },
  }
}
