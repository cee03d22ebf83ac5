import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { contributorsOf, readCredits } from '#responsibility/credits.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const work = (name: string, author: string) => ({
  set: 'set',
  name,
  author,
  licence: 'MIT',
  link: 'https://example.org',
  sha256: 'a'.repeat(64),
  heldOut: false,
})

it('reads who made what a model learned from, and leaves out what is no credit', async () => {
  const dir = temporaryFolder()
  const rows = [work('apple', 'first'), work('lemon', 'second'), work('rocket', 'second')].map((row) =>
    JSON.stringify(row),
  )
  writeFileSync(join(dir, 'credits.jsonl'), [...rows, '{', '{"name":"nobody"}', ''].join('\n'))
  const credits = (await readCredits(dir)) ?? []
  expect(credits.map((credit) => credit.name)).toEqual(['apple', 'lemon', 'rocket'])
  expect(contributorsOf(credits)).toEqual([
    { author: 'second', licence: 'MIT', link: 'https://example.org', works: 2 },
    { author: 'first', licence: 'MIT', link: 'https://example.org', works: 1 },
  ])
})

it('does not count what a model was only measured on', () => {
  expect(contributorsOf([{ ...work('pear', 'first'), heldOut: true }])).toEqual([])
})

it('tells a model without credits from one that credits nobody', async () => {
  const dir = temporaryFolder()
  expect(await readCredits(dir)).toBeNull()
  writeFileSync(join(dir, 'credits.jsonl'), '')
  expect(await readCredits(dir)).toEqual([])
})
