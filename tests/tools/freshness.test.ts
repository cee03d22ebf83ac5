import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { whenChanged } from '#tools/build/freshness.ts'
import { inRoot } from '#tools/place.ts'

const folder = 'out/freshness-test'
const input = `${folder}/input`
const output = `${folder}/output.js`
const stamp = 'freshness-test'
let builds = 0

function build(): Promise<void> {
  builds += 1
  writeFileSync(inRoot(output), 'built')
  return Promise.resolve()
}

beforeEach(() => {
  builds = 0
  mkdirSync(inRoot(input), { recursive: true })
  writeFileSync(inRoot(input, 'a.ts'), 'a')
})
afterEach(() => {
  rmSync(inRoot(folder), { recursive: true })
  rmSync(inRoot('out/stamps', stamp), { force: true })
})

function run(): Promise<boolean> {
  return whenChanged(stamp, [input], [output], build)
}

it('builds once, and again when a file changes, comes or goes, or the output is gone', async () => {
  expect(await run()).toBe(true)
  expect(await run()).toBe(false)
  writeFileSync(inRoot(input, 'a.ts'), 'longer')
  expect(await run()).toBe(true)
  writeFileSync(inRoot(input, 'b.ts'), 'b')
  expect(await run()).toBe(true)
  rmSync(inRoot(input, 'b.ts'))
  expect(await run()).toBe(true)
  rmSync(inRoot(output))
  expect(await run()).toBe(true)
  expect(builds).toBe(5)
})

it('builds again after a build that failed', async () => {
  const failing = whenChanged(stamp, [input], [output], () => Promise.reject(new Error('a compiler says no')))
  await expect(failing).rejects.toThrow('a compiler says no')
  expect(existsSync(inRoot('out/stamps', stamp))).toBe(false)
  expect(await run()).toBe(true)
})
