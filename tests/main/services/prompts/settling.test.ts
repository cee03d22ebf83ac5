import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readRecord } from '#files/metadata/picture-record.ts'
import { GenerationRequest } from '#shared/entities/generation-request.ts'
import { openStudio, type TestStudio } from '#tests/support/open-studio.ts'

const model = process.execPath
const ask = (more: Partial<GenerationRequest> = {}) => ({
  request: GenerationRequest.parse({
    ...{ model, prompt: 'a red apple', seed: 7, width: 64, height: 64, settle: true },
    ...more,
  }),
  placement: null,
})

function put(test: TestStudio, path: string, text: string): void {
  const file = join(test.dir, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
}

async function recordsOf(test: TestStudio, request: ReturnType<typeof ask>) {
  const job = await test.ended((await test.studio.generation.start(request)).jobId)
  return job.pictures.map((sha256) => test.studio.gallery.get(sha256).record)
}

it('each picture settles its prompt from its own seed; the record holds what was typed and what it came to', async () => {
  const test = await openStudio()
  put(test, 'wildcards/colour.txt', 'red\ngreen\nblue\n# no colour\n')
  const prompt = '# study\na __colour__ {apple|pear}'
  const records = await recordsOf(test, ask({ prompt, count: 12 }))
  const sent = records.map((record) => record?.request.prompt ?? '')
  expect(new Set(sent).size).toBeGreaterThan(2)
  for (const [index, record] of records.entries()) {
    expect(sent[index]).toMatch(/^a (red|green|blue) (apple|pear)$/)
    expect(record?.promptSent.text).toBe(sent[index])
    expect(record?.request).toMatchObject({ settle: false, template: { prompt, negativePrompt: '' } })
  }
  expect(test.engine.requests.map((request) => request.prompt)).toEqual(sent)
  // The same again gives the same words; and a record replays without the files.
  expect((await recordsOf(test, ask({ prompt, count: 12 }))).map((record) => record?.request.prompt)).toEqual(
    sent,
  )
  const [replayed] = await recordsOf(test, { request: records[3]!.request, placement: null })
  expect(replayed?.request).toEqual(records[3]?.request)
})

it('prompts that say nothing but words are recorded as typed', async () => {
  const test = await openStudio()
  const [record] = await recordsOf(test, ask({ prompt: 'a (red:1.2) apple', negativePrompt: 'dull' }))
  expect(record?.request).toMatchObject({
    prompt: 'a (red:1.2) apple',
    negativePrompt: 'dull',
    template: null,
  })
  const [plain] = await recordsOf(test, ask({ prompt: '{a|b}', promptSyntax: 'plain' }))
  expect(plain?.request).toMatchObject({ prompt: '{a|b}', template: null })
})

it('with one seed for all pictures, their choices still differ', async () => {
  const test = await openStudio()
  const records = await recordsOf(test, ask({ prompt: '{a|b|c|d}', seeds: 'same', count: 10 }))
  expect(new Set(records.map((record) => record?.request.seed))).toEqual(new Set([7]))
  expect(new Set(records.map((record) => record?.request.prompt)).size).toBeGreaterThan(1)
  const random = await recordsOf(test, ask({ seeds: 'random', count: 3 }))
  expect(new Set(random.map((record) => record?.request.seed)).size).toBe(3)
  expect(random[0]?.request.seed).toBe(7)
})

it('a LoRA that a tag names is used and recorded, and stands in the text for other programs', async () => {
  const test = await openStudio()
  put(test, 'loras/Ink wash.safetensors', 'x')
  const [record] = await recordsOf(test, ask({ prompt: 'a cat <lora:ink wash:0.6>' }))
  expect(record?.request).toMatchObject({
    prompt: 'a cat',
    loras: [{ file: 'loras/Ink wash.safetensors', weight: 0.6 }],
    template: { prompt: 'a cat <lora:ink wash:0.6>' },
  })
})

it('what cannot be settled is refused before it waits, with the name and the way out', async () => {
  const test = await openStudio()
  put(test, 'wildcards/loop.txt', '__loop__')
  put(test, 'wildcards/empty.txt', '# nothing\n')
  put(test, 'secret.txt', 'secret')
  const refusal = (more: Partial<GenerationRequest>) =>
    test.studio.generation.start(ask(more)).then(
      () => null,
      (error: Error & { code?: string }) => [error.code, error.message],
    )
  expect(await refusal({ prompt: 'a __nope__' })).toEqual([
    'bad-request',
    expect.stringContaining('nope.txt'),
  ])
  expect(await refusal({ prompt: '__loop__' })).toEqual([
    'bad-request',
    expect.stringContaining('without end'),
  ])
  expect(await refusal({ prompt: '__empty__' })).toEqual(['bad-request', expect.stringContaining('no line')])
  expect(await refusal({ prompt: '__x/../../secret__' })).toEqual(['bad-request', expect.anything()])
  expect(await refusal({ prompt: '<lora:nope:1>' })).toEqual([
    'model-missing',
    expect.stringContaining('nope.safetensors'),
  ])
  expect(await refusal({ negativePrompt: '<lora:nope:1>' })).toEqual(['bad-request', expect.anything()])
  expect(test.studio.generation.list()).toEqual([])
})

it('lists wildcard files of both folders, and every prompt of a template', async () => {
  const test = await openStudio()
  put(test, 'wildcards/nature/tree.txt', 'oak\nbirch')
  put(test, 'wildcards/colour.txt', 'red')
  expect(await test.studio.prompts.wildcards()).toEqual(['colour', 'nature/tree'])
  expect(test.studio.prompts.every('{a|b} __nature/tree__', 9)).toEqual([
    'a oak',
    'a birch',
    'b oak',
    'b birch',
  ])
})

it('keeps the artist’s styles as files, whatever they are called', async () => {
  const test = await openStudio()
  const style = { name: '水墨: ink/wash', prompt: '{prompt}, ink wash', negativePrompt: '' }
  expect(await test.studio.styles.save(style)).toEqual([style])
  writeFileSync(join(test.dir, 'styles', 'broken.json'), '{')
  expect(await test.studio.styles.save({ ...style, prompt: 'ink' })).toEqual([{ ...style, prompt: 'ink' }])
  expect(await test.studio.styles.remove(style.name)).toEqual([])
  expect(readFileSync(join(test.dir, 'styles', 'broken.json'), 'utf8')).toBe('{')
})

it('reads what a picture says about itself without taking it in', async () => {
  const test = await openStudio()
  const job = await test.ended((await test.studio.generation.start(ask({ prompt: 'a {b|c}' }))).jobId)
  const file = await test.studio.pictures.picture(job.pictures[0] ?? '')
  const path = join(test.dir, 'copy.png')
  writeFileSync(path, file?.bytes ?? '')
  const count = test.studio.gallery.list({ query: '', limit: 99, before: null }).items.length
  const read = await test.studio.assets.metadata({ path })
  expect(read).toEqual(readRecord(file?.bytes ?? new Uint8Array()))
  expect(read.record?.request.template?.prompt).toBe('a {b|c}')
  expect(test.studio.gallery.list({ query: '', limit: 99, before: null }).items).toHaveLength(count)
})
