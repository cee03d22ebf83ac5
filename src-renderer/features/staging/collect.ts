import { addCandidate } from '#shared/document/edits.ts'
import type { Job } from '#shared/entities/job.ts'
import { showError } from '#features/show-error.ts'
import { isOpen } from '#client/jobs.ts'
import { placedAt } from '#editor/seen/placement.ts'
import type { FeatureParts } from '../feature.ts'

/** Watches the queue: each finished picture of this canvas becomes a candidate, and a failure is said once. */
export function collectCandidates(parts: FeatureParts): () => void {
  const { client } = parts
  const seen = new Map<string, { pictures: number; state: Job['state'] }>()
  // What ended before this window opened was staged, accepted or discarded then.
  for (const job of client.jobs.get()) {
    if (!isOpen(job)) seen.set(job.id, { pictures: job.pictures.length, state: job.state })
  }
  const look = () => {
    for (const job of client.jobs.get()) {
      const before = seen.get(job.id)
      seen.set(job.id, { pictures: job.pictures.length, state: job.state })
      stage(parts, job, before?.pictures ?? 0)
      if (job.state !== before?.state) report(parts, job)
    }
  }
  look()
  return client.jobs.subscribe(look)
}

function stage({ editor }: FeatureParts, job: Job, from: number): void {
  const { placement } = job
  if (placement?.documentId !== editor.document().id) return
  const bounds = placedAt(editor.document(), placement)
  const { mask, prompt } = job.request
  const { feather } = placement
  for (const sha256 of job.pictures.slice(from)) {
    const facts = { sha256, jobId: job.id, bounds, mask, prompt, feather }
    editor.amend(addCandidate({ ...facts, place: 'staging', used: false }))
    editor.session.set((session) =>
      session.staged === job.id || session.staged === null ? { ...session, staged: sha256 } : session,
    )
  }
}
function report({ client, notices, editor }: FeatureParts, job: Job): void {
  if (!isOpen(job) && editor.session.get().staged === job.id) {
    editor.session.set((session) => ({ ...session, staged: null }))
  }
  if (job.state !== 'failed' || !job.error) return
  const retry = () =>
    void client.api('queue.retry', { jobId: job.id }).then((again) => {
      if (!again.ok) showError(notices, again.error)
    })
  showError(notices, job.error, { labelKey: 'action.try-again', run: retry })
}
