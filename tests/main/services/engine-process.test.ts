import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { createEngineClient } from '#engine/host/client.ts'
import { nodeChild } from '#engine/host/node-child.ts'
import type { EngineTransport } from '#engine/host/transport.ts'
import { GenerationRequest } from '#shared/entities/generation-request.ts'
import { openStudioWith } from '#tests/support/open-studio.ts'
import { tinyModel } from '#tests/support/run-cli.ts'

const entry = fileURLToPath(new URL('../../../src-main/engine-process.ts', import.meta.url))

const ask = (steps: number) => ({
  request: GenerationRequest.parse({ model: tinyModel, prompt: 'a', seed: 1, steps, width: 64, height: 64 }),
  placement: null,
})

/** A studio whose engine is a real process, and what ends that process in the midst of a step. */
async function studioWithProcess() {
  const processes: EngineTransport[] = []
  const engine = createEngineClient({
    spawn: () => {
      const started = nodeChild(entry)
      processes.push(started)
      return started
    },
  })
  const test = await openStudioWith(engine)
  onTestFinished(() => engine.dispose())
  const whenDenoising = (jobId: string, act: () => void) => {
    const stop = test.studio.generation.onJob((job) => {
      if (job.id !== jobId || job.progress?.stage !== 'denoise') return
      stop()
      act()
    })
  }
  return { ...test, processes, whenDenoising }
}

it('fails the job of a killed engine with a clear message, goes on with the next, and retries it', async () => {
  const { studio, ended, processes, whenDenoising } = await studioWithProcess()
  const { jobId } = await studio.generation.start(ask(60))
  const next = await studio.generation.start(ask(2))
  whenDenoising(jobId, () => processes.at(-1)?.kill())
  const failed = await ended(jobId)
  expect(failed).toMatchObject({ state: 'failed', error: { code: 'engine-crashed' } })
  expect(failed.error?.message).toMatch(/\.$/)
  expect((await ended(next.jobId)).state).toBe('done')
  studio.generation.retry({ jobId })
  expect(await ended(jobId)).toMatchObject({ state: 'done', error: null })
  expect(processes).toHaveLength(2)
})

it('cancels hard, and the next picture is made by a new process', async () => {
  const { studio, ended, processes, whenDenoising } = await studioWithProcess()
  const { jobId } = await studio.generation.start(ask(1000))
  whenDenoising(jobId, () => void studio.generation.cancel({ jobId, hard: true }))
  expect(await ended(jobId)).toMatchObject({ state: 'cancelled', error: null })
  const next = await studio.generation.start(ask(2))
  expect((await ended(next.jobId)).state).toBe('done')
  expect(processes).toHaveLength(2)
})
