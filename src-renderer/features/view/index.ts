import { Fullscreen, ZoomIn, ZoomOut } from 'lucide-react'
import { type Camera, actualSize, fitPage, zoomAt } from '#editor/camera.ts'
import type { Session } from '#editor/session.ts'
import type { Feature } from '../feature.ts'
import { ViewStatus } from './view-status.tsx'

export const view: Feature = {
  id: 'view',
  commands({ editor, tools }) {
    const look = (change: (session: Session) => Camera) =>
      editor.session.set((session) => ({ ...session, camera: change(session) }))
    const zoom = (factor: number) =>
      look(({ camera, viewport }) =>
        zoomAt(camera, { x: viewport.width / 2, y: viewport.height / 2 }, factor),
      )
    return [
      {
        id: 'view.fit',
        labelKey: 'command.fit',
        icon: Fullscreen,
        keys: ['Mod+0'],
        run: () => look(({ viewport }) => fitPage(editor.document(), viewport)),
      },
      {
        id: 'view.actual',
        labelKey: 'command.actual',
        keys: ['Mod+1'],
        run: () => look(({ viewport }) => actualSize(editor.document(), viewport)),
      },
      {
        id: 'view.zoom-in',
        labelKey: 'command.zoom-in',
        icon: ZoomIn,
        keys: ['=', '+'],
        run: () => zoom(1.25),
      },
      { id: 'view.zoom-out', labelKey: 'command.zoom-out', icon: ZoomOut, keys: ['-'], run: () => zoom(0.8) },
      {
        id: 'gesture.cancel',
        labelKey: 'command.cancel-gesture',
        keys: ['Escape'],
        enabled: () => tools.busy(),
        run: () => tools.cancel(),
      },
    ]
  },
  views: { status: ViewStatus },
}
