import type { WritableDb } from '#library/handles.ts'
import {
  endJob,
  findJob,
  listJobs,
  moveJob,
  putBackJob,
  recoverJobs,
  requeueJob,
  takeNextJob,
} from '#library/tables/jobs.ts'
import type { Job, JobProgress } from '#shared/entities/job.ts'
import { toAppError, VersoError } from '#shared/errors.ts'
import { jobEnd, JobEnds } from './job-end.ts'
import type { Listeners } from '../listeners.ts'

/** How the job in hand is told to stop, and what it tells. */
export interface JobControl {
  readonly signal: AbortSignal
  report(progress: JobProgress): void
}

export interface QueueOptions {
  readonly db: WritableDb
  readonly clock: () => Date
  /** Does the whole of one job; it rejects when it was stopped. */
  readonly work: (job: Job, control: JobControl) => Promise<void>
  /** Ends the engine's process, where it has one. */
  readonly kill: () => void | Promise<void>
  readonly changes: Listeners<Job>
  /** Whether nothing new shall be begun; asked before each job. */
  readonly paused: () => boolean
  readonly onFault: (error: unknown) => void
}

interface Current {
  readonly id: string
  readonly abort: AbortController
  progress: JobProgress | null
  cancelled: boolean
  settled: Promise<void>
}

const endedShown = 100
const maxAttempts = 3
const closePatienceMs = 3000

/**
 * The queue in the database, worked off one job at a time. What a dead process left running waits again, three times
 * at most, so that a job that ends the process can't do so for ever.
 */
export class JobQueue {
  readonly #options: QueueOptions
  readonly #ends: JobEnds
  #current: Current | null = null
  #closed = false

  constructor(options: QueueOptions) {
    this.#options = options
    this.#ends = new JobEnds(options.db)
    recoverJobs(options.db, { maxAttempts, error: interrupted(), now: this.#now() })
  }

  /** Works on what waits; call it after a job was added. */
  wake(): void {
    if (this.#current !== null || this.#closed || this.#options.paused()) return
    const job = this.#takeNext()
    if (job === null) return
    const current: Current = {
      id: job.id,
      abort: new AbortController(),
      progress: null,
      cancelled: false,
      settled: Promise.resolve(),
    }
    this.#current = current
    this.#options.changes.tell(job)
    current.settled = this.#work(job, current).then(() => this.wake())
  }

  /** True while it works on a job. */
  busy(): boolean {
    return this.#current !== null
  }

  list(): Job[] {
    return listJobs(this.#options.db, endedShown).map((job) => this.#shown(job))
  }

  async cancel(id: string, hard: boolean): Promise<void> {
    const current = this.#current
    if (current?.id === id) {
      current.cancelled = true
      current.abort.abort()
      if (hard) await this.#options.kill()
      return
    }
    const job = findJob(this.#options.db, id)
    if (job === null) throw notFound(id)
    if (job.state !== 'queued') return
    endJob(this.#options.db, id, { state: 'cancelled', error: null, now: this.#now() })
    this.#tell(id)
  }

  /** Cancels all that is open, or all but the job in hand. */
  async cancelAll(keepCurrent: boolean): Promise<void> {
    const current = this.#current?.id
    for (const { id, state } of this.list()) {
      if (state === 'queued') await this.cancel(id, false)
    }
    if (!keepCurrent && current !== undefined) await this.cancel(current, false)
  }

  /** Puts a waiting job before another one, or after all; says what moved. One that waits no longer stays. */
  move(id: string, before: string | null): void {
    if (findJob(this.#options.db, id) === null) throw notFound(id)
    const places = new Map(this.list().map((job) => [job.id, job.position]))
    if (!moveJob(this.#options.db, id, before)) return
    for (const job of this.list()) {
      if (job.position !== places.get(job.id)) this.#options.changes.tell(job)
    }
  }

  /** A failed or cancelled job waits again; pictures that it made are not made twice. */
  retry(id: string): void {
    if (findJob(this.#options.db, id) === null) throw notFound(id)
    this.#ends.write()
    if (!requeueJob(this.#options.db, id)) return
    this.#tell(id)
    this.wake()
  }

  /** Stops the job in hand and puts it back, so that the next start goes on with it. */
  async close(): Promise<void> {
    this.#closed = true
    const current = this.#current
    if (current === null) return
    current.abort.abort()
    const timer = setTimeout(() => void this.#options.kill(), closePatienceMs)
    await current.settled
    clearTimeout(timer)
  }

  async #work(job: Job, current: Current): Promise<void> {
    const report = (progress: JobProgress) => {
      current.progress = progress
      this.#tell(job.id)
    }
    const thrown: unknown = await this.#options
      .work(job, { signal: current.abort.signal, report })
      .then(() => null)
      .catch((error: unknown) => error)
    this.#current = null
    try {
      if (this.#closed && thrown !== null && !current.cancelled) putBackJob(this.#options.db, job.id)
      else {
        this.#ends.add(job.id, jobEnd(thrown, current.cancelled, this.#now()))
        this.#ends.write()
      }
    } catch (fault) {
      this.#options.onFault(fault)
    }
    this.#tell(job.id)
  }

  #takeNext(): Job | null {
    try {
      this.#ends.write()
      return takeNextJob(this.#options.db, this.#now())
    } catch (fault) {
      // A full disk: what waits goes on waiting, and the next press of the button or start tries again.
      this.#options.onFault(fault)
      return null
    }
  }

  #tell(id: string): void {
    const job = findJob(this.#options.db, id)
    if (job !== null) this.#options.changes.tell(this.#shown(job))
  }

  #shown(job: Job): Job {
    const progress = this.#current?.id === job.id ? this.#current.progress : null
    return this.#ends.shown({ ...job, progress })
  }

  #now(): string {
    return this.#options.clock().toISOString()
  }
}

function interrupted() {
  const reason =
    'Verso ended three times while it worked on this. Make the picture smaller or choose another model, then retry.'
  return toAppError(new VersoError('engine-crashed', reason))
}

function notFound(id: string): VersoError {
  return new VersoError('not-found', `There is no job ${id} in the queue.`, { subject: id })
}
