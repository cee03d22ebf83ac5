import { createContext, useContext } from 'react'
import { type Store, createStore } from '#shared/store.ts'

/** A message to the artist. `textKey` and `values` are translated where it is shown. */
export interface Notice {
  readonly id: number
  readonly tone: 'info' | 'error'
  readonly textKey: string
  readonly values?: Readonly<Record<string, string | number>>
  /** More about it, as the main process said it. */
  readonly detail?: string
  readonly action?: { readonly labelKey: string; run(): void }
}

export interface Notices {
  readonly list: Store<readonly Notice[]>
  show(notice: Omit<Notice, 'id'>): void
  dismiss(id: number): void
}

export function createNotices(): Notices {
  const list = createStore<readonly Notice[]>([])
  const counter = { next: 1 }
  return {
    list,
    show(notice) {
      const id = counter.next++
      list.set((shown) => [...shown.filter((other) => !sameText(other, notice)), { ...notice, id }].slice(-4))
      if (notice.tone === 'info') setTimeout(() => this.dismiss(id), 6000)
    },
    dismiss: (id) => list.set((shown) => shown.filter((notice) => notice.id !== id)),
  }
}

function sameText(a: Omit<Notice, 'id'>, b: Omit<Notice, 'id'>): boolean {
  return a.textKey === b.textKey && a.detail === b.detail
}

export const NoticesContext = createContext<Notices | null>(null)

export function useNotices(): Notices {
  const notices = useContext(NoticesContext)
  if (!notices) throw new Error('Notices are read outside of the shell.')
  return notices
}
