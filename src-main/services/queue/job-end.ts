import type { WritableDb } from '#library/handles.ts'
import { endJob } from '#library/tables/jobs.ts'
import type { Job } from '#shared/entities/job.ts'
import { toAppError, type AppError } from '#shared/errors.ts'

export interface JobEnd {
  readonly state: 'done' | 'failed' | 'cancelled'
  readonly error: AppError | null
  readonly now: string
}

/** How a job ended: `thrown` is what its work rejected with, null when it went well. */
export function jobEnd(thrown: unknown, cancelled: boolean, now: string): JobEnd {
  if (thrown === null) return { state: 'done', error: null, now }
  const error = toAppError(thrown)
  if (cancelled || error.code === 'cancelled') return { state: 'cancelled', error: null, now }
  return { state: 'failed', error, now }
}

/** Ends of jobs on their way into the database; a full disk keeps them here until it can be written again. */
export class JobEnds {
  readonly #db: WritableDb
  readonly #waiting = new Map<string, JobEnd>()

  constructor(db: WritableDb) {
    this.#db = db
  }

  add(id: string, end: JobEnd): void {
    this.#waiting.set(id, end)
  }

  write(): void {
    for (const [id, end] of this.#waiting) {
      endJob(this.#db, id, end)
      this.#waiting.delete(id)
    }
  }

  /** The job as it truly is, whether its end is written or not. */
  shown(job: Job): Job {
    const end = this.#waiting.get(job.id)
    return end === undefined ? job : { ...job, state: end.state, error: end.error, endedAt: end.now }
  }
}
