import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { chunkPrompt } from '#engine/prompts/chunks.ts'
import { readWeights } from '#engine/prompts/weighted-text.ts'
import { createClipTokenizer } from '#engine/tokenizers/clip.ts'

const folder = 'tests/fixtures/golden/tiny-sd1/model/tokenizer'
const source = {
  vocabulary: readFileSync(`${folder}/vocab.json`, 'utf8'),
  merges: readFileSync(`${folder}/merges.txt`, 'utf8'),
  maxLength: 12,
  padToken: '<|endoftext|>',
}
const tokenizer = createClipTokenizer({ ...source, words: [{ word: 'my-style', ids: [600, 601] }] })
const wordsOf = (prompt: string, mayGrow = false): string[] =>
  chunkPrompt(tokenizer, readWeights(prompt), mayGrow).chunks.flatMap((chunk) => chunk.words())
const framed = (...words: string[]): string[] =>
  Array.from({ length: 12 }, (_, index) => ['', ...words][index] ?? '')

it("names each token's piece of the text as it was written", () => {
  expect(wordsOf('  A  Red, (apple:1.2)')).toEqual(framed('A', 'Red', ',', 'apple'))
})

it('tells the tokens of one word apart, and gives a character to each of its tokens', () => {
  expect(wordsOf('reds')).toEqual(framed('re', 'd', 's'))
  expect(wordsOf('é果')).toEqual(framed('é', 'é', '果', '果', '果'))
})

it("gives an embedding's word to each token that stands for it", () => {
  expect(wordsOf('red my-style dog')).toEqual(framed('red', 'my-style', 'my-style', 'dog'))
})

it('goes on in the next chunk, and leaves out what is cut', () => {
  const ten = Array<string>(10).fill('red')
  expect(wordsOf([...ten, 'dog'].join(' '))).toEqual(framed(...ten))
  expect(wordsOf([...ten, 'dog'].join(' '), true)).toEqual([...framed(...ten), ...framed('dog')])
  expect(wordsOf('red BREAK dog')).toEqual([...framed('red'), ...framed('dog')])
})
