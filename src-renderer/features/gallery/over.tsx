import { type ComponentType } from 'react'
import type { Store } from '#shared/store.ts'
import type { GalleryView } from './gallery-state.ts'
import { createPictureMenu } from './picture-menu.tsx'
import { createViewer } from './viewer.tsx'

/** What lies over the window: one picture large, or a picture's menu. */
export function createOver(view: Store<GalleryView>): ComponentType {
  const [Viewer, PictureMenu] = [createViewer(view), createPictureMenu(view)]
  return function Over() {
    return (
      <>
        <Viewer />
        <PictureMenu />
      </>
    )
  }
}
