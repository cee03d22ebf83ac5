import { Images } from 'lucide-react'
import type { Feature } from '../feature.ts'
import { createDrawer } from './drawer.tsx'
import type { Store } from '#shared/store.ts'
import type { GalleryView } from './gallery-state.ts'
import { createRoom } from './room.tsx'
import { createOver } from './over.tsx'

/** The gallery as a drawer under the canvas, as a room, and one picture with its verso. */
export function createGallery(view: Store<GalleryView>): Feature {
  return {
    id: 'gallery',
    start({ client }) {
      void client.gallery.search('')
      return () => undefined
    },
    commands: ({ editor }) => [
      {
        id: 'room.gallery',
        labelKey: 'command.gallery',
        icon: Images,
        keys: ['G'],
        pressed: () => editor.session.get().room === 'gallery',
        run: () =>
          editor.session.set((session) => ({
            ...session,
            room: session.room === 'gallery' ? 'canvas' : 'gallery',
          })),
      },
    ],
    views: { drawer: createDrawer(view), room: createRoom(view), over: createOver(view) },
  }
}
