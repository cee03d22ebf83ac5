import { BookOpen } from 'lucide-react'
import { createStore } from '#shared/store.ts'
import type { Feature } from '../feature.ts'
import { createManual } from './manual.tsx'

/** Every tool and command with its key, made from the same list as menus and palette. */
export function createManualFeature(): Feature {
  const open = createStore(false)
  return {
    id: 'manual',
    commands: () => [
      {
        id: 'help.manual',
        labelKey: 'command.manual',
        icon: BookOpen,
        keys: ['F1'],
        inText: true,
        run: () => open.set(true),
      },
    ],
    views: { over: createManual(open) },
  }
}
