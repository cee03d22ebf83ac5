import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createClipTokenizer } from '#engine/tokenizers/clip.ts'
import { readClipVocabulary } from '#engine/tokenizers/clip-vocabulary.ts'

interface Golden {
  readonly prompt: string
  readonly eos: readonly number[]
  readonly bang: readonly number[]
}
const goldens = JSON.parse(readFileSync('tests/fixtures/golden/clip-tokens.json', 'utf8')) as Golden[]
const source = { ...(await readClipVocabulary()), maxLength: 77 }
const eos = createClipTokenizer({ ...source, padToken: '<|endoftext|>' })
const bang = createClipTokenizer({ ...source, padToken: '!' })

describe("CLIP's own vocabulary gives the ids of transformers", () => {
  test.each(goldens)('padded with the end token: $prompt', (golden) => {
    expect([...eos.encode(golden.prompt).ids]).toEqual(golden.eos)
  })
  test.each(goldens)('padded with "!": $prompt', (golden) => {
    expect([...bang.encode(golden.prompt).ids]).toEqual(golden.bang)
  })
})

test('it has the 49,408 tokens that text encoders have rows for, each once', () => {
  const ids = Object.values(JSON.parse(source.vocabulary) as Record<string, number>)
  expect(ids.length).toBe(49_408)
  expect(new Set(ids).size).toBe(49_408)
  expect(Math.max(...ids)).toBe(49_407)
})
