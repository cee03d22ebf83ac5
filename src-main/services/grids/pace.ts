import type { ReadableDb } from '#library/handles.ts'
import { latestRecordsOf } from '#library/tables/generations.ts'
import { median, workOf } from '#shared/grids/work.ts'

/** Milliseconds that one unit of work (`workOf`) of this model took lately, by its last pictures; null before the first. */
export function paceOf(db: ReadableDb, model: string): number | null {
  const paces = latestRecordsOf(db, model, 20).map(({ request, timings }) => {
    const { encodeMs, denoiseMs, decodeMs } = timings
    return (encodeMs + denoiseMs + decodeMs) / workOf(request)
  })
  return median(paces.filter(Number.isFinite))
}
