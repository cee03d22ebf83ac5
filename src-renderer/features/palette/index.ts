import './palette.css'
import { SquareTerminal } from 'lucide-react'
import { createStore } from '#shared/store.ts'
import type { Feature } from '../feature.ts'
import { createPalette } from './palette.tsx'

/** Any command by a few letters of its name. */
export function createPaletteFeature(): Feature {
  const open = createStore(false)
  return {
    id: 'palette',
    commands: () => [
      {
        id: 'help.palette',
        labelKey: 'command.palette',
        icon: SquareTerminal,
        keys: ['Mod+K'],
        inText: true,
        run: () => open.set(true),
      },
    ],
    views: { over: createPalette(open) },
  }
}
