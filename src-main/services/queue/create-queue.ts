import { randomUUID } from 'node:crypto'
import type { WritableDb } from '#library/handles.ts'
import { findJob, insertJob } from '#library/tables/jobs.ts'
import { readSettings, writeSettings } from '#library/tables/settings.ts'
import type { GenerationRequest } from '#shared/entities/generation-request.ts'
import type { Job } from '#shared/entities/job.ts'
import type { Settings } from '#shared/entities/settings.ts'
import { checkRequest } from '../check-request.ts'
import { createGrids } from '../grids/grids.ts'
import { paceOf } from '../grids/pace.ts'
import { jobWork, type JobWorkOptions } from '../job-work.ts'
import { listeners, type Listeners } from '../listeners.ts'
import type { StudioEngine, Studio } from '../studio.ts'
import { requestCheck } from '../prompts/request-check.ts'
import { JobQueue } from './queue.ts'
import type { Store } from '../store.ts'

interface QueueParts extends Omit<JobWorkOptions, 'resolveModel'> {
  readonly models: Studio['models']
  readonly onFault: (error: unknown) => void
}

/** The queue and those who put jobs into it. Whether it is paused is a setting, so that a pause outlives the window. */
export function createQueue(parts: QueueParts): Pick<Studio, 'settings' | 'generation' | 'grids'> & {
  readonly queue: JobQueue
} {
  const { store, onFault, prompts } = parts
  const { db } = store.library
  const { clock } = parts.tools
  const engine: StudioEngine = parts.tools.engine
  const changes = listeners<Job>(onFault)
  const settings = settingsOf(store, listeners<Settings>(onFault))
  const work = jobWork({ ...parts, resolveModel: parts.models.resolve })
  const kill = () => engine.kill?.()
  const paused = () => settings.get().queuePaused
  const queue = new JobQueue({ db, clock, work, kill, changes, onFault, paused })
  settings.onChange(() => queue.wake())
  const check = requestCheck(db, prompts)
  return {
    queue,
    settings,
    generation: generationOf({ db, clock, queue, changes, check }),
    grids: createGrids({ store, clock, queue, changes, checkFiles: check }),
  }
}

function settingsOf({ library }: Store, changes: Listeners<Settings>): Studio['settings'] {
  return {
    get: () => readSettings(library.db),
    set: (value) => {
      writeSettings(library.db, value)
      changes.tell(value)
      return value
    },
    onChange: (listener) => changes.add(listener),
  }
}

interface GenerationParts {
  readonly db: WritableDb
  readonly clock: () => Date
  readonly queue: JobQueue
  readonly changes: Listeners<Job>
  readonly check: (request: GenerationRequest) => Promise<void>
}

function generationOf({ db, clock, queue, changes, check }: GenerationParts): Studio['generation'] {
  return {
    start: async ({ request: input, placement, front = false }) => {
      const request = checkRequest(input)
      await check(request)
      const id = randomUUID()
      insertJob(db, { id, request, placement, createdAt: clock().toISOString(), front })
      const added = findJob(db, id)
      if (added !== null) changes.tell(added)
      queue.wake()
      return { jobId: id }
    },
    move: ({ jobId, before }) => queue.move(jobId, before),
    cancelAll: ({ keepCurrent }) => queue.cancelAll(keepCurrent),
    pace: (model) => paceOf(db, model),
    cancel: async ({ jobId, hard }) => {
      await queue.cancel(jobId, hard)
      return null
    },
    list: () => queue.list(),
    retry: ({ jobId }) => {
      queue.retry(jobId)
      return { jobId }
    },
    onJob: (listener) => changes.add(listener),
  }
}
