import type { CanvasDocument, StagedCandidate } from '#shared/document/canvas-document.ts'

/** Candidates of one job, asked for with one prompt. */
export interface CandidateGroup {
  readonly jobId: string
  readonly prompt: string
  readonly candidates: readonly StagedCandidate[]
}

/** What was put by, by job; the newest job first, and in each the first picture first. */
export function candidateGroups({ candidates }: CanvasDocument): CandidateGroup[] {
  const groups = new Map<string, StagedCandidate[]>()
  for (const candidate of Object.values(candidates)) {
    if (candidate.place !== 'history') continue
    const group = groups.get(candidate.jobId)
    if (group) group.push(candidate)
    else groups.set(candidate.jobId, [candidate])
  }
  return [...groups]
    .map(([jobId, held]) => ({ jobId, prompt: held[0]?.prompt ?? '', candidates: held }))
    .reverse()
}
