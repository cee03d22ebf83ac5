import './grids.css'
import { Grid3x3 } from 'lucide-react'
import type { Feature, FeatureParts } from '../feature.ts'
import { createGridsView, followGrids } from './grids-state.ts'
import { createGridsRoom } from './grids-room.tsx'

/** Pictures that differ in one thing at a time, as a sheet; `show` opens one picture with its verso. */
export function createGrids(show: (sha256: string) => void): Feature {
  const view = createGridsView(show)
  const enter = ({ editor }: FeatureParts) => editor.session.set((session) => ({ ...session, room: 'grids' }))
  return {
    id: 'grids',
    start: (parts) => followGrids(parts, view),
    commands: (parts) => [
      {
        id: 'room.grids',
        labelKey: 'command.grids',
        icon: Grid3x3,
        keys: ['Alt+G'],
        pressed: () => parts.editor.session.get().room === 'grids',
        run() {
          if (parts.editor.session.get().room !== 'grids') return enter(parts)
          parts.editor.session.set((session) => ({ ...session, room: 'canvas' }))
        },
      },
      {
        id: 'grid.new',
        labelKey: 'command.new-grid',
        icon: Grid3x3,
        run() {
          view.state.set((value) => ({ ...value, making: true, shown: null }))
          enter(parts)
        },
      },
    ],
    views: { grids: createGridsRoom(view) },
  }
}
