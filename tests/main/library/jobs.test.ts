import { expect, it } from 'vitest'
import { openLibrary } from '#library/open-library.ts'
import {
  endJob,
  findJob,
  insertJob,
  listJobs,
  putBackJob,
  recoverJobs,
  requeueJob,
  takeNextJob,
} from '#library/tables/jobs.ts'
import { GenerationRequest } from '#shared/entities/generation-request.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const now = '2026-11-22T10:00:00.000Z'
const request = GenerationRequest.parse({ prompt: 'a', seed: 1 })
const error = { code: 'engine-crashed', message: 'Three times.' } as const

function queueOf(...ids: string[]) {
  const library = openLibrary({ dir: temporaryFolder(), clock: () => new Date(now) })
  for (const id of ids) insertJob(library.db, { id, request, placement: null, createdAt: now })
  return library
}

it('gives jobs in the order in which they came, each once', () => {
  const { db, close } = queueOf('a', 'b')
  expect([takeNextJob(db, now)?.id, takeNextJob(db, now)?.id, takeNextJob(db, now)]).toEqual(['a', 'b', null])
  close()
})

it('lets what a dead process left running wait again, three times at most', () => {
  const { db, close } = queueOf('a', 'b')
  for (let start = 1; start <= 3; start++) {
    expect(takeNextJob(db, now)?.id).toBe('a')
    recoverJobs(db, { maxAttempts: 3, error, now })
    expect(findJob(db, 'a')?.state).toBe(start < 3 ? 'queued' : 'failed')
  }
  expect(findJob(db, 'a')?.error).toEqual(error)
  expect(takeNextJob(db, now)?.id).toBe('b')
  close()
})

it('does not count a put back job as an attempt', () => {
  const { db, close } = queueOf('a')
  for (let start = 1; start <= 5; start++) {
    expect(takeNextJob(db, now)?.id).toBe('a')
    putBackJob(db, 'a')
  }
  takeNextJob(db, now)
  recoverJobs(db, { maxAttempts: 3, error, now })
  expect(findJob(db, 'a')?.state).toBe('queued')
  close()
})

it('retries only what has failed or was cancelled, at the end of the queue', () => {
  const { db, close } = queueOf('a', 'b')
  takeNextJob(db, now)
  expect(requeueJob(db, 'a')).toBe(false)
  endJob(db, 'a', { state: 'failed', error, now })
  expect(listJobs(db, 9).map((job) => [job.id, job.state])).toEqual([
    ['b', 'queued'],
    ['a', 'failed'],
  ])
  expect(requeueJob(db, 'a')).toBe(true)
  expect(listJobs(db, 9).map((job) => job.id)).toEqual(['b', 'a'])
  expect(findJob(db, 'a')).toMatchObject({ state: 'queued', error: null, endedAt: null, request })
  close()
})
