import { type JobAnswer, type JobCall, type JobTable, type Wire, buffersOf } from './messages.ts'

/** Does jobs as they come, one after the other; a job that throws is answered with its message. */
export function serveJobs(wire: Wire, jobs: JobTable): void {
  wire.addEventListener('message', ({ data }: MessageEvent<JobCall>) => {
    const answer = work(jobs, data)
    wire.postMessage(answer, buffersOf(answer))
  })
}

function work(jobs: JobTable, { id, name, input }: JobCall): JobAnswer {
  try {
    const job = jobs[name]
    if (!job) throw new Error(`The worker knows no job "${name}".`)
    return { id, value: job(input as never) }
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}
