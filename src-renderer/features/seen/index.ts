import './seen.css'
import { ScanEye } from 'lucide-react'
import type { Feature } from '../feature.ts'
import { SeenOverlay } from './seen-overlay.tsx'

/** Shows over the canvas what the model will see, before it runs. */
export const seen: Feature = {
  id: 'seen',
  commands: ({ editor }) => [
    {
      id: 'seen.toggle',
      labelKey: 'command.seen',
      icon: ScanEye,
      keys: ['Shift+X'],
      pressed: () => editor.session.get().seen.pinned,
      run: () =>
        editor.session.set((session) => ({
          ...session,
          seen: { ...session.seen, pinned: !session.seen.pinned },
        })),
    },
  ],
  views: { canvas: SeenOverlay },
}
