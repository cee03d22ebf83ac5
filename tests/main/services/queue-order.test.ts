import { expect, it } from 'vitest'
import { GenerationRequest } from '#shared/entities/generation-request.ts'
import { openStudio, openStudioWith, type TestStudio } from '#tests/support/open-studio.ts'
import { scriptedEngine } from '#tests/support/scripted-engine.ts'

const ask = (prompt: string) => ({
  request: GenerationRequest.parse({ model: process.execPath, prompt, seed: 7, width: 64, height: 64 }),
  placement: null,
})

const waiting = ({ studio }: TestStudio) =>
  studio.generation
    .list()
    .filter((job) => job.state === 'queued')
    .map((job) => job.request.prompt)

async function pausedWith(prompts: readonly string[]) {
  const test = await openStudio()
  test.studio.settings.set({ ...test.studio.settings.get(), queuePaused: true })
  const ids: string[] = []
  for (const prompt of prompts) ids.push((await test.studio.generation.start(ask(prompt))).jobId)
  return { test, ids }
}

it('a paused queue begins nothing, keeps its pause over a restart, and goes on when told', async () => {
  const { test, ids } = await pausedWith(['a', 'b'])
  expect(waiting(test)).toEqual(['a', 'b'])
  await test.studio.close()
  const again = await openStudioWith(scriptedEngine(), test.dir)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(waiting(again)).toEqual(['a', 'b'])
  expect(again.engine.requests).toEqual([])
  again.studio.settings.set({ ...again.studio.settings.get(), queuePaused: false })
  await again.ended(ids[1]!)
  expect(again.engine.requests.map((request) => request.prompt)).toEqual(['a', 'b'])
})

it('jobs move before one another, to the front and to the end, and are said to have moved', async () => {
  const { test, ids } = await pausedWith(['a', 'b', 'c'])
  const [a, b, c] = ids as [string, string, string]
  test.studio.generation.move({ jobId: c, before: a })
  expect(waiting(test)).toEqual(['c', 'a', 'b'])
  test.studio.generation.move({ jobId: a, before: null })
  expect(waiting(test)).toEqual(['c', 'b', 'a'])
  test.studio.generation.move({ jobId: b, before: b })
  expect(waiting(test)).toEqual(['c', 'b', 'a'])
  expect(() => test.studio.generation.move({ jobId: 'none', before: null })).toThrow('no job')
  await test.studio.generation.start({ ...ask('first'), front: true })
  await test.studio.generation.start({ ...ask('even before'), front: true })
  expect(waiting(test)).toEqual(['even before', 'first', 'c', 'b', 'a'])
  const places = new Map(test.told.map((job) => [job.request.prompt, job.position]))
  const told = [...places].sort((x, y) => x[1] - y[1]).map(([prompt]) => prompt)
  expect(told).toEqual(waiting(test))
})

it('cancels all but the job in hand, or all', async () => {
  const engine = scriptedEngine()
  const test = await openStudioWith(engine)
  engine.plan = async (_request, { signal }) => {
    while (signal?.aborted !== true) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  const ids: string[] = []
  for (const prompt of ['a', 'b', 'c']) ids.push((await test.studio.generation.start(ask(prompt))).jobId)
  await test.studio.generation.cancelAll({ keepCurrent: true })
  const states = () => ids.map((id) => test.studio.generation.list().find((job) => job.id === id)?.state)
  expect(states()).toEqual(['running', 'cancelled', 'cancelled'])
  await test.studio.generation.cancelAll({ keepCurrent: false })
  await test.ended(ids[0]!)
  expect(states()).toEqual(['cancelled', 'cancelled', 'cancelled'])
})
