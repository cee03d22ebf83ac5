import { crc32 } from 'node:zlib'
import { expect, it } from 'vitest'
import { sharpCodec } from '#files/codecs/sharp-codec.ts'
import { readTexts } from '#files/png/text.ts'
import { withPngTexts } from '#features/grids/sheet/png-texts.ts'

it('a PNG with texts is read by another reader, with the same pixels', async () => {
  const pixels = { width: 3, height: 2, data: Uint8Array.from({ length: 24 }, (_, at) => at * 10) }
  const png = Uint8Array.from(await sharpCodec.encodePng(pixels))
  const texts = { Title: 'Steps × colour', 'verso-grid': '{"plan":"中"}' }
  const whole = withPngTexts(png, texts)
  const read = readTexts(whole).map(({ keyword, text }) => [keyword, text])
  expect(read).toEqual(expect.arrayContaining(Object.entries(texts)))
  expect(await sharpCodec.decode(whole, 'sheet')).toEqual(await sharpCodec.decode(png, 'sheet'))
  const view = new DataView(whole.buffer)
  const length = view.getUint32(33)
  expect(view.getUint32(41 + length)).toBe(crc32(whole.subarray(37, 41 + length)))
})

it('what is no PNG comes back as it is', () => {
  const bytes = Uint8Array.from([1, 2, 3])
  expect(withPngTexts(bytes, { a: 'b' })).toBe(bytes)
})
