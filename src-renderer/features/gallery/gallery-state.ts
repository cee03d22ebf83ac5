import { type Store, createStore } from '#shared/store.ts'

/** What the gallery looks at: the picture shown large, and whether the drawer is open. */
export interface GalleryView {
  readonly shown: string | null
  readonly drawerOpen: boolean
}

export function createGalleryView(): Store<GalleryView> {
  return createStore<GalleryView>({ shown: null, drawerOpen: true })
}
