import type { CanvasDocument, StagedCandidate } from '#shared/document/canvas-document.ts'
import type { Job } from '#shared/entities/job.ts'
import { isOpen } from '#client/jobs.ts'

/** An entry of the staging strip: a finished candidate, or a job whose next picture is on its way. */
export type StagedEntry =
  | { readonly kind: 'candidate'; readonly id: string; readonly candidate: StagedCandidate }
  | { readonly kind: 'job'; readonly id: string; readonly job: Job }

/** Candidates in the order of their arrival, then the jobs of this document that are open. */
export function stagedEntries(document: CanvasDocument, jobs: readonly Job[]): StagedEntry[] {
  const staged = Object.values(document.candidates).filter(({ place }) => place === 'staging')
  const done = staged.map((candidate) => ({ kind: 'candidate', id: candidate.sha256, candidate }) as const)
  const open = jobs
    .filter((job) => isOpen(job) && job.placement?.documentId === document.id)
    .map((job) => ({ kind: 'job', id: job.id, job }) as const)
  return [...done, ...open]
}
