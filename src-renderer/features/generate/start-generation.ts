import { planNow } from '#features/plan-now.ts'
import { showError } from '#features/show-error.ts'
import { isOpen, runningJob } from '#client/jobs.ts'
import { randomSeed } from '#editor/draft.ts'
import type { FeatureParts } from '../feature.ts'
import { composeRequest } from '#features/compose-request.ts'

/**
 * Puts one request into the queue, at its end or before all that wait, and shows its preview on the canvas. An unlocked
 * seed is new each time.
 */
export async function startGeneration(parts: FeatureParts, front = false): Promise<void> {
  const { editor, client, notices } = parts
  // A transform in hand is applied: the model sees what the artist sees.
  editor.settle()
  if (!editor.draft.get().seedLocked) {
    editor.draft.set((draft) => ({ ...draft, request: { ...draft.request, seed: randomSeed() } }))
  }
  // An unfinished stroke goes on: what is in the document already is what is sent.
  const { fill } = editor.session.get()
  const plan = planNow(parts)
  const composed = await composeRequest(editor.document(), editor.draft.get(), plan, fill, client.upload)
  const started = composed.ok ? await client.api('generation.start', { ...composed.value, front }) : composed
  if (!started.ok) return showError(notices, started.error)
  const { jobId } = started.value
  editor.session.set((session) => ({ ...session, room: 'canvas', staged: jobId, stagedHidden: false }))
}

/** Cancels the job in hand: softly between two steps, or hard by ending the engine's process. */
export async function cancelGeneration({ client, notices }: FeatureParts, hard: boolean): Promise<void> {
  const job = runningJob(client.jobs.get())
  if (!job || !isOpen(job)) return
  const cancelled = await client.api('generation.cancel', { jobId: job.id, hard })
  if (!cancelled.ok) showError(notices, cancelled.error)
}
