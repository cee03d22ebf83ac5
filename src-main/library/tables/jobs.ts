import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import { Job, type Placement } from '#shared/entities/job.ts'
import type { AppError } from '#shared/errors.ts'
import type { ReadableDb, WritableDb } from '../handles.ts'
import { picturesOfJob } from './generations.ts'

interface JobRow {
  readonly id: string
  readonly state: string
  readonly request: string
  readonly placement: string | null
  readonly created_at: string
  readonly started_at: string | null
  readonly ended_at: string | null
  readonly error: string | null
  readonly attempts: number
  readonly position: number
  readonly grid_id: string | null
  readonly grid_cell: number | null
}

export interface NewJob {
  readonly id: string
  readonly request: GenerationRequest
  readonly placement: Placement | null
  readonly createdAt: string
  readonly grid?: Job['grid']
  /** Before all that wait, instead of after. */
  readonly front?: boolean
}

const afterLast = '(SELECT coalesce(max(position), 0) + 1 FROM jobs)'
const beforeFirst = `(SELECT coalesce(min(position), 1) - 1 FROM jobs WHERE state = 'queued')`
/** A paused grid's jobs wait until it goes on. */
const mayBegin = `state = 'queued' AND (grid_id IS NULL OR grid_id NOT IN (SELECT id FROM grids WHERE paused = 1))`

export function insertJob(db: WritableDb, job: NewJob): void {
  db.run(
    `INSERT INTO jobs (id, position, state, request, placement, created_at, grid_id, grid_cell)
     VALUES (?, ${job.front === true ? beforeFirst : afterLast}, 'queued', ?, ?, ?, ?, ?)`,
    job.id,
    JSON.stringify(job.request),
    job.placement === null ? null : JSON.stringify(job.placement),
    job.createdAt,
    job.grid?.id ?? null,
    job.grid?.cell ?? null,
  )
}

export function findJob(db: ReadableDb, id: string): Job | null {
  const row = db.get<JobRow>('SELECT * FROM jobs WHERE id = ?', id)
  return row === undefined ? null : jobOf(db, row)
}

/** Running and waiting jobs in their order, then up to `ended` finished ones, newest first. */
export function listJobs(db: ReadableDb, ended: number): Job[] {
  const open = db.all<JobRow>(
    `SELECT * FROM jobs WHERE state IN ('running', 'queued') ORDER BY state = 'queued', position`,
  )
  const done = db.all<JobRow>(
    `SELECT * FROM jobs WHERE state NOT IN ('running', 'queued') ORDER BY ended_at DESC, position DESC LIMIT ?`,
    ended,
  )
  return [...open, ...done].map((row) => jobOf(db, row))
}

/** Takes the first waiting job and marks it as running; null when none waits. */
export function takeNextJob(db: WritableDb, now: string): Job | null {
  return db.transaction(() => {
    const row = db.get<JobRow>(`SELECT * FROM jobs WHERE ${mayBegin} ORDER BY position LIMIT 1`)
    if (row === undefined) return null
    db.run(
      `UPDATE jobs SET state = 'running', started_at = ?, attempts = attempts + 1 WHERE id = ?`,
      now,
      row.id,
    )
    return findJob(db, row.id)
  })
}

export function endJob(
  db: WritableDb,
  id: string,
  end: { state: 'done' | 'failed' | 'cancelled'; error: AppError | null; now: string },
): void {
  const error = end.error === null ? null : JSON.stringify(end.error)
  db.run('UPDATE jobs SET state = ?, error = ?, ended_at = ? WHERE id = ?', end.state, error, end.now, id)
}

/**
 * Puts a waiting job before another one that waits, or with null after all; false where either does not wait. All that
 * wait are numbered anew, since there need be no number between two.
 */
export function moveJob(db: WritableDb, id: string, before: string | null): boolean {
  return db.transaction(() => {
    const waiting = db.all<{ id: string; position: number }>(
      `SELECT id, position FROM jobs WHERE state = 'queued' ORDER BY position`,
    )
    const others = waiting.filter((job) => job.id !== id)
    const at = before === null ? others.length : others.findIndex((job) => job.id === before)
    if (others.length === waiting.length || at < 0) return false
    const order = [...others.slice(0, at).map((job) => job.id), id, ...others.slice(at).map((job) => job.id)]
    const positions = waiting.map((job) => job.position)
    order.forEach((job, index) =>
      db.run(
        'UPDATE jobs SET position = ? WHERE id = ? AND position <> ?',
        positions[index]!,
        job,
        positions[index]!,
      ),
    )
    return true
  })
}

/** Puts an ended job at the end of the queue again; false when it has not ended. Pictures it made stay its own. */
export function requeueJob(db: WritableDb, id: string): boolean {
  const changes = db.run(
    `UPDATE jobs SET state = 'queued', position = ${afterLast}, error = NULL, started_at = NULL, ended_at = NULL,
       attempts = 0 WHERE id = ? AND state IN ('failed', 'cancelled')`,
    id,
  )
  return changes > 0
}

/** Puts a running job back in its place in the queue, as when the app is closed; it does not count as an attempt. */
export function putBackJob(db: WritableDb, id: string): void {
  db.run(
    `UPDATE jobs SET state = 'queued', started_at = NULL, attempts = attempts - 1
     WHERE id = ? AND state = 'running'`,
    id,
  )
}

/**
 * After a start: jobs that a dead process left running wait again. One that was interrupted `maxAttempts` times is
 * failed instead, since it may be what ends the process. Returns the ids of both.
 */
export function recoverJobs(
  db: WritableDb,
  options: { maxAttempts: number; error: AppError; now: string },
): string[] {
  return db.transaction(() => {
    const rows = db.all<JobRow>(`SELECT * FROM jobs WHERE state = 'running'`)
    for (const row of rows) {
      if (row.attempts < options.maxAttempts) {
        db.run(`UPDATE jobs SET state = 'queued', started_at = NULL WHERE id = ?`, row.id)
      } else endJob(db, row.id, { state: 'failed', error: options.error, now: options.now })
    }
    return rows.map((row) => row.id)
  })
}

function jobOf(db: ReadableDb, row: JobRow): Job {
  const json = (text: string | null): unknown => (text === null ? null : JSON.parse(text))
  return Job.parse({
    id: row.id,
    state: row.state,
    request: json(row.request),
    placement: json(row.placement),
    position: row.position,
    grid: row.grid_id === null || row.grid_cell === null ? null : { id: row.grid_id, cell: row.grid_cell },
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    error: json(row.error),
    pictures: picturesOfJob(db, row.id).map((picture) => picture.sha256),
    progress: null,
  })
}
