import sharp from 'sharp'
import { expect, it } from 'vitest'
import { sharpCodec as codec } from '#files/codecs/sharp-codec.ts'
import { encodeChunk } from '#files/png/chunks.ts'

const red = { create: { width: 6, height: 4, channels: 3, background: '#ff0000' } } as const

/** A PNG whose header claims the size; there are no pixels behind it. */
function hollowPng(width: number, height: number): Uint8Array {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const idat = encodeChunk('IDAT', new Uint8Array([0x78, 0x9c, 0x03, 0, 0, 0, 0, 1]))
  return Buffer.concat([signature, encodeChunk('IHDR', header), idat, encodeChunk('IEND', new Uint8Array())])
}

it.each(['png', 'jpeg', 'webp', 'avif', 'gif', 'tiff'] as const)('reads %s', async (format) => {
  const bytes = await sharp(red).toFormat(format, { quality: 100 }).toBuffer()
  const { width, height, data } = await codec.decode(bytes, 'picture')
  expect([width, height, data.length]).toEqual([6, 4, 6 * 4 * 4])
  expect(data[0]).toBeGreaterThan(245)
  expect(data[1]).toBeLessThan(10)
  expect(data[3]).toBe(255)
})

it('gives grey, palette and 16-bit pictures as 8-bit RGBA', async () => {
  const grey = Buffer.from([0, 128, 255, 7])
  const greyPng = sharp(grey, { raw: { width: 2, height: 2, channels: 1 } })
    .toColourspace('b-w')
    .png()
  const palette = sharp(red).png({ palette: true })
  const deep = sharp(Uint16Array.from([65535, 0, 32896]), { raw: { width: 1, height: 1, channels: 3 } })
    .toColourspace('rgb16')
    .png()
  const decoded = await codec.decode(await greyPng.toBuffer(), 'grey')
  expect([...decoded.data]).toEqual([0, 0, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255, 7, 7, 7, 255])
  expect([...(await codec.decode(await palette.toBuffer(), 'palette')).data.slice(0, 4)]).toEqual([
    255, 0, 0, 255,
  ])
  expect([...(await codec.decode(await deep.toBuffer(), 'deep')).data]).toEqual([255, 0, 128, 255])
})

it("applies a camera's orientation to size and pixels", async () => {
  const bytes = await sharp(red).jpeg().withMetadata({ orientation: 6 }).toBuffer()
  expect(await codec.probe(bytes, 'photo')).toEqual({ mime: 'image/jpeg', width: 4, height: 6 })
  const { width, height } = await codec.decode(bytes, 'photo')
  expect([width, height]).toEqual([4, 6])
})

it('gives back exactly the pixels that it wrote, opaque or not', async () => {
  const data = Uint8Array.from({ length: 16 * 16 * 4 }, (_, at) => (at * 37) % 256)
  const opaque = data.map((value, at) => (at % 4 === 3 ? 255 : value))
  for (const pixels of [data, opaque]) {
    const png = await codec.encodePng({ width: 16, height: 16, data: pixels })
    expect((await codec.decode(png, 'picture')).data).toEqual(pixels)
    expect(await codec.encodePng({ width: 16, height: 16, data: pixels })).toEqual(png)
  }
})

it('refuses a picture of 30,000 pixels a side by its header, with its numbers and a way out', async () => {
  await expect(codec.decode(hollowPng(30_000, 30_000), 'huge.png')).rejects.toMatchObject({
    code: 'picture-too-large',
    message: expect.stringMatching(/huge\.png is 30,000 × 30,000 pixels.*Scale it down/),
  })
  await expect(codec.probe(hollowPng(30_000, 10), 'long.png')).rejects.toThrow(/30,000 × 10/)
  await expect(codec.probe(hollowPng(12_000, 12_000), 'many.png')).rejects.toThrow(/megapixels/)
})

it.each([
  ['text', Buffer.from('this is no picture')],
  ['nothing', Buffer.alloc(0)],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')],
  ['a bare header', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])],
  ['pixels that end early', hollowPng(40, 40)],
])('refuses %s as unreadable, naming the file', async (_, bytes) => {
  await expect(codec.decode(bytes, 'odd.png')).rejects.toMatchObject({
    code: 'picture-unreadable',
    message: expect.stringContaining('odd.png'),
  })
})

it('refuses a picture cut off in the middle', async () => {
  const noise = Uint8Array.from({ length: 64 * 64 * 4 }, (_, at) => (at * at * 31) % 256)
  const png = await codec.encodePng({ width: 64, height: 64, data: noise })
  await expect(codec.decode(png.slice(0, png.length / 2), 'cut.png')).rejects.toMatchObject({
    code: 'picture-unreadable',
  })
})

it('makes thumbnails that fit and never enlarges', async () => {
  const bytes = await sharp({ create: { ...red.create, width: 600, height: 300 } })
    .png()
    .toBuffer()
  const size = async (thumbnail: Uint8Array) => {
    const { format, width, height } = await sharp(thumbnail).metadata()
    return [format, width, height]
  }
  expect(await size(await codec.thumbnail(bytes, 256))).toEqual(['webp', 256, 128])
  expect(await size(await codec.thumbnail(await sharp(red).png().toBuffer(), 256))).toEqual(['webp', 6, 4])
})
