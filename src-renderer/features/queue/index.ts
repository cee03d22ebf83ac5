import './queue.css'
import { ListOrdered, Pause } from 'lucide-react'
import { createStore } from '#shared/store.ts'
import type { Feature } from '../feature.ts'
import { setPaused } from './queue-actions.ts'
import { createQueueDialog, createQueueStatus } from './queue-status.tsx'

/** What waits to be made: its order, its pause, and how far it is. */
export function createQueueFeature(): Feature {
  const shown = createStore(false)
  return {
    id: 'queue',
    commands: (parts) => [
      {
        id: 'queue.open',
        labelKey: 'command.open-queue',
        icon: ListOrdered,
        keys: ['Mod+Shift+Q'],
        inText: true,
        run: () => shown.set(true),
      },
      {
        id: 'queue.pause',
        labelKey: 'command.pause-queue',
        icon: Pause,
        pressed: () => parts.client.settings.get().queuePaused,
        run: () => void setPaused(parts, !parts.client.settings.get().queuePaused),
      },
    ],
    views: { status: createQueueStatus(shown), over: createQueueDialog(shown) },
  }
}
