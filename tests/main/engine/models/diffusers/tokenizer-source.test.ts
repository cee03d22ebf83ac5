import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readTokenizer } from '#engine/models/diffusers/tokenizer-source.ts'
import { createTokenizer } from '#engine/tokenizers/index.ts'
import { goldenModel } from '#tests/support/engine/goldens.ts'
import { temporaryFolder } from '#tests/support/temporary-folder.ts'

const prompt = 'A red apple! on the white sky, Café 红 🍎'

function copyOf(model: string, tokenizer: string): string {
  const folder = join(temporaryFolder(), tokenizer)
  cpSync(join(goldenModel(model), tokenizer), folder, { recursive: true })
  return folder
}

async function idsOf(folder: string, kind: 'clip' | 'bert', positions: number): Promise<Int32Array> {
  return createTokenizer(await readTokenizer(folder, kind, positions)).encode(prompt).ids
}

test.each([false, true])('byte pairs in one tokenizer.json, merges as pairs: %s', async (asPairs) => {
  const folder = copyOf('tiny-sdxl', 'tokenizer_2')
  const expected = await idsOf(folder, 'clip', 77)
  const vocab = JSON.parse(readFileSync(join(folder, 'vocab.json'), 'utf8')) as Record<string, number>
  const [, ...lines] = readFileSync(join(folder, 'merges.txt'), 'utf8').trim().split('\n')
  const merges = asPairs ? lines.map((line) => line.split(' ')) : lines
  // Special tokens stand beside the vocabulary in some files.
  const content = '<|startoftext|>'
  const { [content]: id, ...rest } = vocab
  const tokenizer = { added_tokens: [{ id, content }], model: { type: 'BPE', vocab: rest, merges } }
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer))
  rmSync(join(folder, 'vocab.json'))
  rmSync(join(folder, 'merges.txt'))
  expect(await idsOf(folder, 'clip', 77)).toEqual(expected)
})

test('word pieces in one tokenizer.json', async () => {
  const folder = copyOf('tiny-text', 'tokenizer')
  const expected = await idsOf(folder, 'bert', 32)
  const tokens = readFileSync(join(folder, 'vocab.txt'), 'utf8').trim().split('\n')
  const vocab = Object.fromEntries(tokens.map((token, line) => [token, line]))
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify({ model: { type: 'WordPiece', vocab } }))
  rmSync(join(folder, 'vocab.txt'))
  expect(await idsOf(folder, 'bert', 32)).toEqual(expected)
})

test.each([
  ['{', 'not a tokenizer'],
  ['{"model":{"type":"Unigram"}}', 'not a tokenizer'],
  ['{"model":{"type":"WordPiece","vocab":{"a":0,"b":9}}}', 'one after the other'],
  ['{"model":{"type":"BPE","vocab":{},"merges":[]}}', 'vocab.txt: it was not found'],
])('a tokenizer.json of something else: %s', async (text, reason) => {
  const folder = copyOf('tiny-text', 'tokenizer')
  rmSync(join(folder, 'vocab.txt'))
  writeFileSync(join(folder, 'tokenizer.json'), text)
  const refused = readTokenizer(folder, 'bert', 32)
  await expect(refused).rejects.toMatchObject({ code: 'model-damaged' })
  await expect(refused).rejects.toThrow(reason)
})
