import { mkdirSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readRecord } from '#files/metadata/picture-record.ts'
import { GenerationRequest } from '#shared/entities/generation-request.ts'
import type { GridAxis } from '#shared/grids/grid.ts'
import { workOf } from '#shared/grids/work.ts'
import { openStudio, openStudioWith } from '#tests/support/open-studio.ts'
import { scriptedEngine } from '#tests/support/scripted-engine.ts'

const base = GenerationRequest.parse({
  ...{ model: process.execPath, prompt: 'a red apple', seed: 7, width: 64, height: 64 },
})
const axes: GridAxis[] = [
  { parameter: 'steps', target: '', values: ['2', '3', '4'] },
  { parameter: 'prompt-replace', target: '', values: ['red', 'green, "dark"'] },
]

const finished = async (test: Awaited<ReturnType<typeof openStudio>>, gridId: string) => {
  for (const { jobId } of test.studio.grids.get(gridId).cells) await test.ended(jobId)
}

it('makes every cell, each with a record of its own, and leaves as a folder with a table', async () => {
  const test = await openStudio()
  const { gridId } = await test.studio.grids.start({ name: 'Steps / colour', plan: { base, axes } })
  await finished(test, gridId)
  const { grid, cells } = test.studio.grids.get(gridId)
  expect(grid.counts).toMatchObject({ done: 6, queued: 0, failed: 0 })
  expect(cells.map(({ cell }) => cell)).toEqual([0, 1, 2, 3, 4, 5])
  const record = test.studio.gallery.get(cells[4]?.sha256 ?? '').record
  expect(record?.request).toMatchObject({ steps: 3, prompt: 'a green, "dark" apple', seed: 7 })

  const out = join(test.dir, 'out')
  mkdirSync(out)
  const { path, pictures } = await test.studio.grids.export(gridId, out)
  expect(pictures).toBe(6)
  expect(readdirSync(path).sort()).toEqual([
    ...['grid.csv', 'grid.json', 'x01-y01.png', 'x01-y02.png', 'x02-y01.png', 'x02-y02.png'],
    ...['x03-y01.png', 'x03-y02.png'],
  ])
  const table = readFileSync(join(path, 'grid.csv'), 'utf8').split('\r\n')
  expect(table[0]).toBe('\ufefffile,steps,prompt-replace,sha256')
  expect(table[5]).toBe(`x02-y02.png,3,"green, ""dark""",${cells[4]?.sha256}`)
  expect(readRecord(readFileSync(join(path, 'x02-y02.png'))).record).toEqual(record)
  expect(test.studio.generation.pace(process.execPath)).toBeGreaterThanOrEqual(0)
  expect(test.studio.generation.pace('other')).toBeNull()
  expect(workOf(base)).toBeGreaterThan(0)
})

it('is paused, goes on, is cancelled and tried again as one, while other jobs go on', async () => {
  const engine = scriptedEngine()
  const test = await openStudioWith(engine)
  test.studio.settings.set({ ...test.studio.settings.get(), queuePaused: true })
  const { gridId } = await test.studio.grids.start({ name: 'g', plan: { base, axes } })
  await test.studio.grids.act(gridId, 'pause')
  test.studio.settings.set({ ...test.studio.settings.get(), queuePaused: false })
  const other = await test.studio.generation.start({ request: base, placement: null })
  await test.ended(other.jobId)
  expect(engine.requests).toHaveLength(1)
  await test.studio.grids.act(gridId, 'cancel')
  expect(test.studio.grids.get(gridId).grid.counts).toMatchObject({ cancelled: 6, queued: 0 })
  await test.studio.grids.act(gridId, 'retry')
  await finished(test, gridId)
  expect(test.studio.grids.get(gridId).grid).toMatchObject({ paused: false, counts: { done: 6 } })
  await test.studio.grids.act(gridId, 'remove')
  expect(test.studio.grids.list()).toEqual([])
  await expect(test.studio.grids.act(gridId, 'pause')).rejects.toThrow('no grid')
})

it('refuses values that no request can have, and writes nothing', async () => {
  const test = await openStudio()
  const wrong = { base, axes: [{ parameter: 'steps' as const, target: '', values: ['2', 'many'] }] }
  await expect(test.studio.grids.start({ name: 'g', plan: wrong })).rejects.toThrow('“many” is not possible')
  expect(test.studio.grids.list()).toEqual([])
  expect(test.studio.generation.list()).toEqual([])
})
