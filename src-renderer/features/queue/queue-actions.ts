import type { Job } from '#shared/entities/job.ts'
import type { RequestInput, RequestName } from '#shared/ipc/contract.ts'
import { showError } from '#features/show-error.ts'
import { queueOrder } from '#client/jobs.ts'
import type { FeatureParts } from '../feature.ts'

/** Asks for something and says why where it fails. */
export async function asked<K extends RequestName>(
  { client, notices }: FeatureParts,
  name: K,
  input: RequestInput<K>,
): Promise<boolean> {
  const answer = await client.api(name, input)
  if (!answer.ok) showError(notices, answer.error)
  return answer.ok
}

export function setPaused(parts: FeatureParts, queuePaused: boolean): Promise<boolean> {
  return asked(parts, 'settings.set', { ...parts.client.settings.get(), queuePaused })
}

/** Moves a waiting job by so many places among those that wait. */
export async function moveJob(parts: FeatureParts, job: Job, by: number): Promise<boolean> {
  const waiting = queueOrder(parts.client.jobs.get()).filter(({ state }) => state === 'queued')
  const at = waiting.findIndex(({ id }) => id === job.id)
  const others = waiting.filter(({ id }) => id !== job.id)
  const to = Math.min(Math.max(at + by, 0), others.length)
  if (at < 0 || to === at) return false
  return moveBefore(parts, job.id, others[to]?.id ?? null)
}

export function moveBefore(parts: FeatureParts, jobId: string, before: string | null): Promise<boolean> {
  return asked(parts, 'queue.move', { jobId, before })
}

export async function retryFailed(parts: FeatureParts): Promise<void> {
  const failed = parts.client.jobs.get().filter(({ state }) => state === 'failed')
  for (const { id } of failed) await asked(parts, 'queue.retry', { jobId: id })
}
