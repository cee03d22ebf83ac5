import { useEffect, useState } from 'react'
import type { Job } from '#shared/entities/job.ts'
import { workOf } from '#shared/grids/work.ts'
import { useParts } from '../parts-context.ts'

/** Seconds until all open jobs are done, by what their models took lately; null while that is not known. */
export function useTimeLeft(jobs: readonly Job[]): number | null {
  const { client } = useParts()
  const [paces, setPaces] = useState<Readonly<Record<string, number | null>>>({})
  const models = [...new Set(jobs.map(({ request }) => request.model))]
  const missing = models.find((model) => !(model in paces))
  useEffect(() => {
    if (missing === undefined) return undefined
    let isWanted = true
    void client.api('queue.pace', { model: missing }).then((pace) => {
      if (isWanted) setPaces((known) => ({ ...known, [missing]: pace.ok ? pace.value : null }))
    })
    return () => {
      isWanted = false
    }
  }, [client, missing])
  return secondsLeft(jobs, paces)
}

/** Of the job in hand its own word counts, of the others work times pace; one that is unknown makes all unknown. */
export function secondsLeft(
  jobs: readonly Job[],
  paces: Readonly<Record<string, number | null | undefined>>,
): number | null {
  let seconds = 0
  for (const { request, pictures, progress } of jobs) {
    if (progress !== null && progress.secondsLeft !== null) {
      seconds += progress.secondsLeft
      continue
    }
    const pace = paces[request.model]
    if (pace === null || pace === undefined) return null
    seconds += (workOf(request) * pace * (request.count - pictures.length)) / 1000
  }
  return jobs.length === 0 ? null : seconds
}
