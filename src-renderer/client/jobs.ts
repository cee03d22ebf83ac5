import type { Job } from '#shared/entities/job.ts'
import type { Bridge } from '#shared/ipc/bridge.ts'
import { type Store, createStore } from '#shared/store.ts'
import type { Api } from './api.ts'

/** The queue as the main process knows it, oldest first. */
export type Jobs = Store<readonly Job[]>

export async function watchJobs(bridge: Bridge, api: Api): Promise<Jobs> {
  const jobs = createStore<readonly Job[]>([])
  bridge.on('job.changed', (job) => jobs.set((known) => withJob(known, job)))
  const listed = await api('queue.list', null)
  if (listed.ok) {
    jobs.set((known) => known.reduce(withJob, [...listed.value].sort(byAge)))
  }
  return jobs
}

function withJob(known: readonly Job[], job: Job): readonly Job[] {
  const at = known.findIndex(({ id }) => id === job.id)
  return at < 0 ? [...known, job].sort(byAge) : known.with(at, job)
}

function byAge(a: Job, b: Job): number {
  return a.createdAt.localeCompare(b.createdAt)
}

export function isOpen(job: Job): boolean {
  return job.state === 'queued' || job.state === 'running'
}

/** The job in hand, or the one that is begun next. */
export function runningJob(jobs: readonly Job[]): Job | null {
  return queueOrder(jobs)[0] ?? null
}

/** Open jobs as they are worked off: the one in hand, then those that wait in their order. */
export function queueOrder(jobs: readonly Job[]): Job[] {
  const rank = ({ state, position }: Job) => (state === 'running' ? -Infinity : position)
  return jobs.filter(isOpen).sort((a, b) => rank(a) - rank(b))
}
