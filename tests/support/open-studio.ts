import { onTestFinished } from 'vitest'
import { createStudio } from '#services/create-studio.ts'
import type { Studio } from '#services/studio.ts'
import type { Job } from '#shared/entities/job.ts'
import type { StudioEngine } from '#services/studio.ts'
import { scriptedEngine, type ScriptedEngine } from './scripted-engine.ts'
import { temporaryFolder } from './temporary-folder.ts'

export interface TestStudio<E extends StudioEngine = ScriptedEngine> {
  readonly studio: Studio
  readonly engine: E
  readonly dir: string
  /** Every state that a job was said to be in. */
  readonly told: Job[]
  /** Resolves with the job when it has ended. */
  ended(jobId: string): Promise<Job>
}

/** A studio on a library of its own (or `dir`) with a scripted engine, closed when the test has ended. */
export function openStudio(dir = temporaryFolder(), engine = scriptedEngine()): Promise<TestStudio> {
  return openStudioWith(engine, dir)
}

export async function openStudioWith<E extends StudioEngine>(
  engine: E,
  dir = temporaryFolder(),
): Promise<TestStudio<E>> {
  const studio = await createStudio({
    libraryDir: dir,
    engine,
    starterDir: new URL('../../package.json', import.meta.url).pathname,
    modelsDir: dir,
    clock: () => new Date(),
    versions: { verso: 'test' },
  })
  onTestFinished(() => studio.close())
  const told: Job[] = []
  studio.generation.onJob((job) => told.push(job))
  const endedNow = (jobId: string) =>
    studio.generation.list().find((job) => job.id === jobId && !['queued', 'running'].includes(job.state))
  const ended = (jobId: string) =>
    new Promise<Job>((resolve) => {
      const look = () => {
        const job = endedNow(jobId)
        if (job !== undefined) resolve(job)
      }
      studio.generation.onJob(look)
      look()
    })
  return { studio, engine, dir, told, ended }
}
