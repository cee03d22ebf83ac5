import { Grid, GridCell, type GridPlan } from '#shared/grids/grid.ts'
import type { JobState } from '#shared/entities/job.ts'
import type { ReadableDb, WritableDb } from '../handles.ts'

interface GridRow {
  readonly id: string
  readonly name: string
  readonly plan: string
  readonly paused: number
  readonly created_at: string
}

export function insertGrid(
  db: WritableDb,
  grid: { id: string; name: string; plan: GridPlan; createdAt: string },
): void {
  db.run(
    'INSERT INTO grids (id, name, plan, created_at) VALUES (?, ?, ?, ?)',
    grid.id,
    grid.name,
    JSON.stringify(grid.plan),
    grid.createdAt,
  )
}

/** Newest first; one that this version can't read is left out. */
export function listGrids(db: ReadableDb): Grid[] {
  const rows = db.all<GridRow>(
    'SELECT * FROM grids WHERE removed_at IS NULL ORDER BY created_at DESC, rowid DESC LIMIT 500',
  )
  return rows.flatMap((row) => gridOf(db, row) ?? [])
}

export function findGrid(db: ReadableDb, id: string): Grid | null {
  const row = db.get<GridRow>('SELECT * FROM grids WHERE id = ? AND removed_at IS NULL', id)
  return row === undefined ? null : gridOf(db, row)
}

/** All cells in their order, each with its picture as soon as there is one. */
export function cellsOfGrid(db: ReadableDb, id: string): GridCell[] {
  const rows = db.all<{
    id: string
    state: string
    cell: number
    error: string | null
    sha256: string | null
  }>(
    `SELECT jobs.id, jobs.state, jobs.grid_cell AS cell, jobs.error, generations.sha256
     FROM jobs LEFT JOIN generations ON generations.job_id = jobs.id AND generations.job_index = 0
     WHERE jobs.grid_id = ? ORDER BY jobs.grid_cell`,
    id,
  )
  return rows.map((row) =>
    GridCell.parse({
      ...row,
      jobId: row.id,
      error: row.error === null ? null : JSON.parse(row.error),
    }),
  )
}

export function setGridPaused(db: WritableDb, id: string, paused: boolean): void {
  db.run('UPDATE grids SET paused = ? WHERE id = ?', paused ? 1 : 0, id)
}

/** The grid is no longer listed; its pictures stay in the gallery. */
export function setGridRemoved(db: WritableDb, id: string, removedAt: string): void {
  db.run('UPDATE grids SET removed_at = ? WHERE id = ?', removedAt, id)
}

export function jobsOfGrid(db: ReadableDb, id: string, states: readonly JobState[]): string[] {
  const marks = states.map(() => '?').join(', ')
  const sql = `SELECT id FROM jobs WHERE grid_id = ? AND state IN (${marks}) ORDER BY position`
  return db.all<{ id: string }>(sql, id, ...states).map((row) => row.id)
}

function gridOf(db: ReadableDb, row: GridRow): Grid | null {
  const counted = db.all<{ state: JobState; count: number }>(
    'SELECT state, count(*) AS count FROM jobs WHERE grid_id = ? GROUP BY state',
    row.id,
  )
  const none = { queued: 0, running: 0, done: 0, failed: 0, cancelled: 0 }
  const counts = { ...none, ...Object.fromEntries(counted.map(({ state, count }) => [state, count])) }
  const { id, name, created_at: createdAt } = row
  const parsed = Grid.safeParse({
    id,
    name,
    createdAt,
    paused: row.paused === 1,
    plan: JSON.parse(row.plan),
    counts,
  })
  return parsed.success ? parsed.data : null
}
