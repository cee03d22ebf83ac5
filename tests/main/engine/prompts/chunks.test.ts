import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { chunkPrompt } from '#engine/prompts/chunks.ts'
import { weighStates } from '#engine/prompts/weigh-states.ts'
import { readWeights } from '#engine/prompts/weighted-text.ts'
import { tensor } from '#engine/tensor/tensor.ts'
import { createClipTokenizer } from '#engine/tokenizers/clip.ts'

const folder = 'tests/fixtures/golden/tiny-sd1/model/tokenizer'
const tokenizer = createClipTokenizer({
  vocabulary: readFileSync(`${folder}/vocab.json`, 'utf8'),
  merges: readFileSync(`${folder}/merges.txt`, 'utf8'),
  maxLength: 8,
  padToken: '<|endoftext|>',
})
const chunked = (prompt: string, mayGrow: boolean) => chunkPrompt(tokenizer, readWeights(prompt), mayGrow)
const room = 6

it('gives a plain prompt the tokens that it has by itself', () => {
  const { chunks, sent } = chunked('a red apple', false)
  const whole = tokenizer.encode('a red apple')
  expect(chunks).toHaveLength(1)
  expect(chunks[0]).toMatchObject({ ids: whole.ids, attentionMask: whole.attentionMask })
  expect(sent).toEqual(whole.sent)
})

it('cuts where a chunk is full, and names what is cut', () => {
  const long = 'a red apple and a blue boat on a green sky'
  const { chunks, sent } = chunked(long, false)
  expect(chunks).toHaveLength(1)
  expect(sent).toEqual(tokenizer.encode(long).sent)
  expect(sent.cut).not.toBe('')
  expect(sent.text + sent.cut).toBe(long)
})

it('goes on in another chunk when it may', () => {
  const long = 'a red apple and a blue boat on a green sky'
  const { chunks, sent } = chunked(long, true)
  expect(chunks.length).toBe(Math.ceil(sent.tokens / room))
  expect(sent).toMatchObject({ text: long, cut: '' })
  const inner = chunks.flatMap(({ ids, attentionMask }) =>
    Array.from(ids).slice(1, attentionMask.reduce((sum, mark) => sum + mark, 0) - 1),
  )
  expect(inner).toEqual(Array.from(tokenizer.tokensOf(long), ({ id }) => id))
})

it('begins a chunk at BREAK and gives each token its weight', () => {
  const { chunks } = chunked('red BREAK (apple:1.5)', false)
  expect(chunks).toHaveLength(2)
  const red = Array.from(tokenizer.tokensOf('red')).length
  const apple = Array.from(tokenizer.tokensOf('apple')).length
  expect(Array.from(chunks[0]!.weights)).toEqual(Array(8).fill(1))
  expect(chunks[0]!.attentionMask.reduce((a, b) => a + b)).toBe(red + 2)
  const expected = [1, ...Array<number>(apple).fill(1.5), ...Array<number>(7 - apple).fill(1)]
  expect(Array.from(chunks[1]!.weights)).toEqual(expected)
})

it('weighs states and keeps their mean', () => {
  const states = tensor([1, 2, 2], Float32Array.of(1, 2, 3, 4))
  expect(weighStates(states, Float32Array.of(1, 1))).toBe(states)
  const weighed = weighStates(states, Float32Array.of(1, 2))
  // 1, 2, 6, 8 have the sum 17, and 10 is to be kept.
  expect(Array.from(weighed.data, (x) => Number(x.toFixed(5)))).toEqual(
    [10 / 17, 20 / 17, 60 / 17, 80 / 17].map((x) => Number(x.toFixed(5))),
  )
})

it('leaves states alone whose mean cannot be kept', () => {
  const states = tensor([1, 2, 1], Float32Array.of(1, -1))
  expect(Array.from(weighStates(states, Float32Array.of(1, 2)).data)).toEqual([1, -2])
})
