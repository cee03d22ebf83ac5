import { randomUUID } from 'node:crypto'
import type { WritableDb } from '#library/handles.ts'
import {
  cellsOfGrid,
  findGrid,
  insertGrid,
  jobsOfGrid,
  listGrids,
  setGridPaused,
  setGridRemoved,
} from '#library/tables/grids.ts'
import { findJob, insertJob } from '#library/tables/jobs.ts'
import type { Grid, GridCell, GridPlan } from '#shared/grids/grid.ts'
import type { Job } from '#shared/entities/job.ts'
import { VersoError } from '#shared/errors.ts'
import { expandGrid, type GridProblem } from '#shared/grids/expand-grid.ts'
import { checkRequest } from '../check-request.ts'
import type { Listeners } from '../listeners.ts'
import type { JobQueue } from '../queue/queue.ts'
import type { Store } from '../store.ts'
import { exportGrid } from './export-grid.ts'

export type GridAction = 'pause' | 'resume' | 'cancel' | 'retry' | 'remove'

export interface Grids {
  list(): Grid[]
  get(id: string): { grid: Grid; cells: GridCell[] }
  /** Checks every cell's request, then writes the grid and all its jobs at once. */
  start(input: { name: string; plan: GridPlan }): Promise<{ gridId: string }>
  act(id: string, action: GridAction): Promise<void>
  /** Writes pictures, table and plan into a new folder inside of `parent`. */
  export(id: string, parent: string): Promise<{ path: string; pictures: number }>
}

export interface GridsOptions {
  readonly store: Store
  readonly clock: () => Date
  readonly queue: JobQueue
  readonly changes: Listeners<Job>
  /** Throws where a request names what is not there. */
  readonly checkFiles: (request: GridPlan['base']) => Promise<void>
}

export function createGrids(options: GridsOptions): Grids {
  const { queue, clock } = options
  const { db } = options.store.library
  const found = (id: string): Grid => {
    const grid = findGrid(db, id)
    if (grid !== null) return grid
    throw new VersoError('not-found', `There is no grid ${id}.`, { subject: id })
  }
  return {
    list: () => listGrids(db),
    get: (id) => ({ grid: found(id), cells: cellsOfGrid(db, id) }),
    start: async (input) => {
      const gridId = await startGrid(options, input)
      queue.wake()
      return { gridId }
    },
    act: async (id, action) => {
      found(id)
      await act(options, id, action)
      if (action === 'remove') setGridRemoved(db, id, clock().toISOString())
      queue.wake()
    },
    export: (id, parent) =>
      exportGrid({ grid: found(id), cells: cellsOfGrid(db, id) }, parent, options.store.fileOf),
  }
}

async function startGrid(
  { store, clock, changes, checkFiles }: GridsOptions,
  { name, plan }: { name: string; plan: GridPlan },
): Promise<string> {
  const { db } = store.library
  const { cells, problems } = expandGrid(plan)
  const [problem] = problems
  if (problem !== undefined) throw refused(problem, plan)
  const checked = cells.map(({ cell, request }) => ({ cell, request: checkRequest(request) }))
  for (const { request } of checked) await checkFiles(request)
  const id = randomUUID()
  const createdAt = clock().toISOString()
  const jobs = checked.map(({ cell, request }) => ({ id: randomUUID(), request, grid: { id, cell } }))
  db.transaction(() => {
    insertGrid(db, { id, name, plan, createdAt })
    for (const job of jobs) insertJob(db, { ...job, placement: null, createdAt })
  })
  for (const job of jobs) tell(db, changes, job.id)
  return id
}

async function act({ store, queue }: GridsOptions, id: string, action: GridAction): Promise<void> {
  const { db } = store.library
  switch (action) {
    case 'pause':
      return setGridPaused(db, id, true)
    case 'resume':
      return setGridPaused(db, id, false)
    case 'retry':
      setGridPaused(db, id, false)
      return jobsOfGrid(db, id, ['failed', 'cancelled']).forEach((job) => queue.retry(job))
    case 'cancel':
    case 'remove':
      for (const job of jobsOfGrid(db, id, ['queued', 'running'])) await queue.cancel(job, false)
  }
}

function tell(db: WritableDb, changes: Listeners<Job>, id: string): void {
  const job = findJob(db, id)
  if (job !== null) changes.tell(job)
}

function refused(problem: GridProblem, { axes }: GridPlan): VersoError {
  if (problem.kind === 'too-many') {
    const message = `The grid would have ${problem.cells} pictures, and 1000 are possible. Give fewer values.`
    return new VersoError('bad-request', message, { subject: 'axes' })
  }
  const axis = axes[problem.axis]
  const message = `“${problem.value}” is not possible for ${axis?.parameter ?? 'this axis'}. Change the value, or leave it out.`
  return new VersoError('bad-request', message, { subject: problem.value })
}
