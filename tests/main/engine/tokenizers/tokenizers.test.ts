import { existsSync, readFileSync } from 'node:fs'
import { brotliDecompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createBertTokenizer } from '#engine/tokenizers/bert.ts'
import { createClipTokenizer } from '#engine/tokenizers/clip.ts'
import type { Tokenizer } from '#engine/tokenizers/tokenizer.ts'

interface Golden {
  prompt: string
  bert: number[]
  bertMask: number[]
  starter: number[]
  clip: number[]
  clipMask: number[]
}
const read = (path: string): string => readFileSync(path, 'utf8')
const goldens = JSON.parse(read('tests/fixtures/golden/tokenizers.json')) as Golden[]
const folder = 'tests/fixtures/golden/tiny-sd1/model/tokenizer'
const bertOf = (vocabulary: string): Tokenizer =>
  createBertTokenizer({ vocabulary, lowerCase: true, maxLength: 32 })
const bert = bertOf(
  brotliDecompressSync(readFileSync('tests/fixtures/golden/bert-vocab.txt.br')).toString('utf8'),
)
const shipped = `${process.env['VERSO_STARTER'] ?? 'assets/models/starter'}/tokenizer/vocab.txt`
const starter = existsSync(shipped) ? bertOf(read(shipped)) : null
const clip = createClipTokenizer({
  vocabulary: read(`${folder}/vocab.json`),
  merges: read(`${folder}/merges.txt`),
  maxLength: 77,
  padToken: '<|endoftext|>',
})

describe('ids as transformers gives them', () => {
  test.each(goldens)('BERT: $prompt', ({ prompt, bert: ids, bertMask }) => {
    const tokens = bert.encode(prompt)
    expect([...tokens.ids]).toEqual(ids)
    expect([...tokens.attentionMask]).toEqual(bertMask)
  })
  test.skipIf(starter === null).each(goldens)(
    "the starter's vocabulary: $prompt",
    ({ prompt, starter: ids }) => {
      expect([...starter!.encode(prompt).ids]).toEqual(ids)
    },
  )
  test.each(goldens)('CLIP: $prompt', ({ prompt, clip: ids, clipMask }) => {
    const tokens = clip.encode(prompt)
    expect([...tokens.ids]).toEqual(ids)
    expect([...tokens.attentionMask]).toEqual(clipMask)
  })
})

describe('what is cut is said', () => {
  test('nothing is cut from a short prompt', () => {
    expect(bert.encode('Red apple').sent).toEqual({ text: 'Red apple', tokens: 2, cut: '' })
  })

  test('BERT names the first word that does not fit, as it was typed', () => {
    const { sent } = bert.encode(`${'Café '.repeat(30)}Ångström ends here`)
    expect(sent.tokens).toBe(30)
    expect(sent.cut).toBe('Ångström ends here')
  })

  test('CLIP cuts after 75 tokens', () => {
    const { sent } = clip.encode(`${'red '.repeat(75)}APPLE on the sky`)
    expect(sent).toEqual({ text: 'red '.repeat(75), tokens: 75, cut: 'APPLE on the sky' })
  })

  test.each(goldens)('kept and cut make the whole: $prompt', ({ prompt }) => {
    for (const tokenizer of [bert, starter ?? bert, clip]) {
      const { sent } = tokenizer.encode(prompt)
      expect(sent.text + sent.cut).toBe(prompt)
    }
  })
})

test('a vocabulary without its special tokens is named', () => {
  expect(() => createBertTokenizer({ vocabulary: 'a\nb', lowerCase: true, maxLength: 8 })).toThrow(
    /vocab\.txt/,
  )
})
