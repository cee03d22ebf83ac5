import type { GalleryItem } from '#shared/entities/asset.ts'
import type { AppError } from '#shared/errors.ts'
import type { Bridge } from '#shared/ipc/bridge.ts'
import { type Store, createStore } from '#shared/store.ts'
import type { Api } from './api.ts'

export interface GalleryState {
  readonly query: string
  readonly items: readonly GalleryItem[]
  readonly next: string | null
  readonly loading: boolean
  readonly error: AppError | null
}

/** The gallery, newest first, loaded page by page. */
export interface GalleryList {
  readonly state: Store<GalleryState>
  search(query: string): Promise<void>
  more(): Promise<void>
}

const pageSize = 60

export function watchGallery(bridge: Bridge, api: Api): GalleryList {
  const state = createStore<GalleryState>({ query: '', items: [], next: null, loading: false, error: null })
  const turn = { current: 0 }

  async function load(query: string, before: string | null, limit: number): Promise<void> {
    const mine = ++turn.current
    state.set((shown) => ({ ...shown, query, loading: true }))
    const page = await api('gallery.list', { query, limit, before })
    if (mine !== turn.current) return
    state.set((shown) => {
      if (!page.ok) return { ...shown, loading: false, error: page.error }
      const items = before === null ? page.value.items : [...shown.items, ...page.value.items]
      return { query, items, next: page.value.next, loading: false, error: null }
    })
  }

  bridge.on('gallery.changed', () => {
    const { query, items } = state.get()
    void load(query, null, Math.min(500, Math.max(pageSize, items.length + 1)))
  })
  return {
    state,
    search: (query) => load(query, null, pageSize),
    async more() {
      const { query, next, loading } = state.get()
      if (next !== null && !loading) await load(query, next, pageSize)
    },
  }
}
