import type { Grid, GridCell } from '#shared/grids/grid.ts'
import { type Store, createStore } from '#shared/store.ts'
import { showError } from '../show-error.ts'
import type { FeatureParts } from '../feature.ts'

/** What the room of grids shows: the list, and a new grid in the making or one with its cells. */
export interface GridsState {
  readonly list: readonly Grid[]
  readonly making: boolean
  readonly shown: string | null
  readonly cells: readonly GridCell[]
}

export interface GridsView {
  readonly state: Store<GridsState>
  /** Shows the picture with its verso. */
  show(sha256: string): void
}

export function createGridsView(show: (sha256: string) => void): GridsView {
  return { state: createStore<GridsState>({ list: [], making: false, shown: null, cells: [] }), show }
}

/** Reads the list and the grid that is shown anew. */
export async function loadGrids({ client, notices }: FeatureParts, { state }: GridsView): Promise<void> {
  const list = await client.api('grids.list', null)
  if (!list.ok) return showError(notices, list.error)
  const { shown } = state.get()
  const current = shown === null ? null : await client.api('grids.get', { gridId: shown })
  state.set((value) => ({
    ...value,
    list: list.value,
    ...(current?.ok && value.shown === shown ? { cells: current.value.cells } : {}),
  }))
}

export async function openGrid(parts: FeatureParts, view: GridsView, gridId: string): Promise<void> {
  view.state.set((value) => ({ ...value, making: false, shown: gridId, cells: [] }))
  await loadGrids(parts, view)
}

/** Follows the queue: a change of a grid's job is read soon after, many at once. */
export function followGrids(parts: FeatureParts, view: GridsView): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  const stop = parts.client.on('job.changed', (job) => {
    if (job.grid === null || timer !== null) return
    timer = setTimeout(() => {
      timer = null
      void loadGrids(parts, view)
    }, 250)
  })
  return () => {
    stop()
    if (timer !== null) clearTimeout(timer)
  }
}
