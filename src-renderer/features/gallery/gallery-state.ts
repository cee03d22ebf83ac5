import { type Store, createStore } from '#shared/store.ts'

/** What the gallery looks at: the picture shown large, and whether the drawer is open. */
export interface GalleryView {
  readonly shown: string | null
  readonly drawerOpen: boolean
  /** The picture that was shown or had the focus last: what commands about a picture mean. */
  readonly current: string | null
  /** The picture whose menu is open, and where its corner is. */
  readonly menu: { readonly sha256: string; readonly x: number; readonly y: number } | null
}

export function createGalleryView(): Store<GalleryView> {
  return createStore<GalleryView>({ shown: null, drawerOpen: true, current: null, menu: null })
}
