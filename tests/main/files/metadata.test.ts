import { deflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { sharpCodec } from '#files/codecs/sharp-codec.ts'
import { parametersOf } from '#files/metadata/automatic1111.ts'
import { readRecord, writeRecord } from '#files/metadata/picture-record.ts'
import { encodeChunk, insertChunks, readChunks } from '#files/png/chunks.ts'
import { encodeText, readTexts } from '#files/png/text.ts'
import { sampleRecord } from '#tests/support/sample-record.ts'

const pixels = { width: 8, height: 8, data: new Uint8Array(8 * 8 * 4).fill(200) }
const png = await sharpCodec.encodePng(pixels)

it('gives back the record that it wrote, in any script, and leaves the pixels as they are', async () => {
  const record = sampleRecord({ prompt: 'ein Äpfelchen\n红苹果 🍎', negativePrompt: 'blurry' })
  const written = writeRecord(png, record)
  expect(readRecord(written)).toEqual({ record, parameters: parametersOf(record), problem: null })
  expect((await sharpCodec.decode(written, 'picture')).data).toEqual(pixels.data)
  expect([...readChunks(written)].every((chunk) => chunk.sound)).toBe(true)
})

it('writes parameters as tEXt where Latin-1 can say them, else as iTXt', () => {
  const typeOf = (prompt: string) =>
    [...readChunks(writeRecord(png, sampleRecord({ prompt })))]
      .filter((chunk) => Buffer.from(chunk.data).toString('latin1').startsWith('parameters\0'))
      .map((chunk) => chunk.type)
  expect(typeOf('an Äpfelchen')).toEqual(['tEXt'])
  expect(typeOf('红苹果')).toEqual(['iTXt'])
  expect(typeOf('a “red” apple')).toEqual(['iTXt'])
})

it("is read by AUTOMATIC1111's grammar and by its strictest readers", () => {
  const record = sampleRecord(
    { prompt: 'apple, (red:1.2)', negativePrompt: 'blurry, dark', sampler: 'dpmpp-2m', schedule: 'karras' },
    { model: { name: 'my, model: "v2"', family: 'sd1', hash: 'ef'.repeat(32), licence: null } },
  )
  const text = parametersOf(record)
  // AUTOMATIC1111, modules/infotext_utils.py: the last line is parameters if three items are found in it.
  const last = text.split('\n').at(-1) ?? ''
  const items = [...last.matchAll(/\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)/g)]
  const fields = Object.fromEntries(items.map((match) => [match[1], match[2]]))
  expect(fields).toEqual({
    Steps: '20',
    Sampler: 'DPM++ 2M',
    'Schedule type': 'Karras',
    'CFG scale': '5',
    Seed: '42',
    Size: '256x256',
    'Model hash': 'efefefefef',
    Model: 'my model v2',
    RNG: 'CPU',
    Version: 'Verso 0.1.0',
  })
  expect(text).toContain('\nSteps:')
  expect(text.split('\n')[1]).toBe('Negative prompt: blurry, dark')
  // Readers that split on every comma and colon, or lose the last character, find the same.
  const naive = last
    .slice(0, -1)
    .split(', ')
    .map((item) => item.split(': '))
  expect(naive.every((pair) => pair.length === 2)).toBe(true)
})

it('keeps the line break before the parameters when there is no prompt', () => {
  expect(parametersOf(sampleRecord({ prompt: '' }))).toMatch(/^\nSteps: 20, Sampler: DDIM/)
})

it('reads compressed texts, and leaves out bombs, damage and nonsense', () => {
  const zipped = (text: string | Buffer) => Buffer.concat([Buffer.from('big\0\0'), deflateSync(text)])
  const good = encodeText({ keyword: 'parameters', text: 'hello' })
  const damaged = Uint8Array.from(encodeText({ keyword: 'verso', text: '{}' }))
  damaged[damaged.length - 6] = 0
  const file = insertChunks(png, [
    encodeChunk('zTXt', zipped('small')),
    encodeChunk('zTXt', zipped(Buffer.alloc(64 * 1024 * 1024))),
    encodeChunk('iTXt', Buffer.from('odd\0\x01')),
    encodeChunk('tEXt', Buffer.from('no keyword end')),
    damaged,
    good,
  ])
  expect(readTexts(file)).toEqual([
    { keyword: 'big', text: 'small' },
    { keyword: 'parameters', text: 'hello' },
  ])
})

it('says what is wrong with a record that it can not read, and goes on', () => {
  const withRecord = (text: string) => readRecord(insertChunks(png, [encodeText({ keyword: 'verso', text })]))
  expect(withRecord('{').problem).toMatch(/no JSON/)
  expect(withRecord(JSON.stringify({ ...sampleRecord(), version: 2 })).problem).toMatch(/another version/)
  expect(withRecord(JSON.stringify({ ...sampleRecord(), task: 'other' })).problem).toMatch(
    /damaged at “task”/,
  )
  expect(readRecord(png)).toEqual({ record: null, parameters: null, problem: null })
})

it('never throws on hostile files', () => {
  const written = writeRecord(png, sampleRecord())
  for (let at = 0; at < written.length; at += 3) {
    const hostile = Uint8Array.from(written)
    hostile[at] = (hostile[at] ?? 0) ^ 0xff
    expect(() => readRecord(hostile)).not.toThrow()
    expect(() => readRecord(written.subarray(0, at))).not.toThrow()
  }
})
