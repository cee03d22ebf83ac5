import { jobs } from './jobs.ts'
import type { Wire } from './messages.ts'
import { serveJobs } from './serve-jobs.ts'

serveJobs(globalThis as unknown as Wire, jobs)
