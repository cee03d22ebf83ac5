import type { Job } from '#shared/entities/job.ts'

export interface PastPrompt {
  readonly prompt: string
  readonly negativePrompt: string
}

/** Prompts of the queue as they were typed, newest first, each once; cells of grids are left out. */
export function pastPrompts(jobs: readonly Job[]): PastPrompt[] {
  const found = new Map<string, PastPrompt>()
  for (const { request, grid } of jobs.toReversed()) {
    const { prompt, negativePrompt } = request.template ?? request
    const key = JSON.stringify([prompt, negativePrompt])
    if (grid === null && prompt !== '' && !found.has(key)) found.set(key, { prompt, negativePrompt })
  }
  return [...found.values()]
}

/** Where in the past the box stands, -1 being the present, and what was typed there. */
export interface HistoryPlace {
  readonly at: number
  readonly typed: string
}

export const present: HistoryPlace = { at: -1, typed: '' }

/** One step into the past (1) or back (-1) from what the box holds; null where there is none. */
export function stepHistory(
  past: readonly string[],
  place: HistoryPlace,
  shown: string,
  by: 1 | -1,
): { place: HistoryPlace; text: string } | null {
  const typed = place.at === -1 ? shown : place.typed
  for (let at = place.at + by; at >= -1 && at < past.length; at += by) {
    const text = at === -1 ? typed : (past[at] ?? '')
    if (text !== shown) return { place: { at, typed }, text }
  }
  return null
}
