import Psd from '@webtoon/psd'
import { type Layer as PsdLayer, readPsd, writePsd } from 'ag-psd'
import { decode } from 'fast-png'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { type CanvasDocument, type Layer, newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { addLayer, sequence } from '#shared/document/edits.ts'
import { pixelsFrom, readPixels } from '#shared/document/pixel-transfer.ts'
import { blendModes } from '#shared/entities/blend-mode.ts'
import { fromDocument } from '#features/layered-files/from-document.ts'
import { readOraFile } from '#features/layered-files/ora/read-ora.ts'
import { writeOraFile } from '#features/layered-files/ora/write-ora.ts'
import { readPsdFile } from '#features/layered-files/psd/read-psd.ts'
import { writePsdFile } from '#features/layered-files/psd/write-psd.ts'
import { placeLayers } from '#features/layered-files/to-document.ts'

const page = { x: 0, y: 0, width: 96, height: 64 }

/** Colours of every strength, half of them half transparent. */
function block(width: number, height: number, seed: number) {
  return Uint8ClampedArray.from({ length: width * height * 4 }, (_none, i) =>
    i % 4 === 3 && (i >> 2) % 2 === 0 ? 255 : (i * 7 + seed * 53) % 256,
  )
}

function painted(id: string, more: Partial<Layer> = {}): Layer {
  const pixels = pixelsFrom(block(40, 30, id.length), { x: 0, y: 0, width: 40, height: 30 }, 4)
  return { ...newLayer(id, 'raster', id), x: 5, y: 7, pixels, ...more }
}

function sampleDocument(): CanvasDocument {
  const levels = {
    kind: 'levels',
    inBlack: 20,
    inWhite: 230,
    gamma: 1.2,
    outBlack: 0,
    outWhite: 255,
  } as const
  const start = newDocument('document', page.width, page.height)
  const grouped = sequence(
    addLayer(painted('Sky', { opacity: 0.5, blend: 'multiply' })),
    addLayer(painted('Bäume 树', { x: 30, y: 20, clip: true, lockAlpha: true })),
  )(start)
  const group = { ...newLayer('group', 'group', 'Landscape'), blend: 'screen' as const }
  const inGroup = Object.fromEntries(
    Object.values(grouped.layers).map((layer) => [layer.id, { ...layer, parent: 'group' }]),
  )
  const document = {
    ...grouped,
    order: [...grouped.order, 'group'],
    layers: { ...inGroup, group },
    activeLayerId: 'group',
  }
  return sequence(
    addLayer({ ...newLayer('levels', 'adjustment', 'Levels'), adjustment: levels }),
    addLayer(painted('Hidden', { visible: false })),
  )(document)
}

const opened = (file: Parameters<typeof placeLayers>[0]) => {
  const counter = { next: 0 }
  return placeLayers(file, 'file', () => `new-${counter.next++}`)(newDocument('document'))
}

describe('a Photoshop file', () => {
  const document = sampleDocument()
  const bytes = writePsdFile(fromDocument(document, 'psd'))

  it('brings back every layer, group and adjustment, to the pixel', () => {
    const back = opened(readPsdFile(bytes.buffer))
    expect([back.width, back.height]).toEqual([96, 64])
    const facts = ({ kind, name, visible, opacity, blend, clip, lockAlpha, adjustment }: Layer) => ({
      ...{ kind, name, visible, blend, clip, lockAlpha, adjustment },
      opacity: Math.round(opacity * 255),
    })
    expect(back.order.map((id) => facts(back.layers[id]!))).toEqual(
      document.order.map((id) => facts(document.layers[id]!)),
    )
    expect(Buffer.from(compositeArea(back, page)).equals(Buffer.from(compositeArea(document, page)))).toBe(
      true,
    )
    const sky = Object.values(back.layers).find(({ name }) => name === 'Sky')!
    const there = readPixels(sky.pixels, { x: 0, y: 0, width: 40, height: 30 })
    expect(Buffer.from(there).equals(Buffer.from(block(40, 30, 'Sky'.length)))).toBe(true)
  })

  it('is read alike by another parser', async () => {
    const psd = Psd.parse(bytes.buffer)
    expect([psd.width, psd.height]).toEqual([96, 64])
    expect(psd.layers.map(({ name, isHidden }) => [name, isHidden])).toEqual(
      expect.arrayContaining([
        ['Hidden', true],
        ['Bäume 树', false],
        ['Sky', false],
      ]),
    )
    const sky = psd.layers.find(({ name }) => name === 'Sky')!
    expect([sky.left, sky.top, sky.width, sky.height]).toEqual([5, 7, 40, 30])
    const pixels = await sky.composite(false, false)
    expect(Buffer.from(pixels).equals(Buffer.from(block(40, 30, 'Sky'.length)))).toBe(true)
  })

  it.each(blendModes)('keeps the blend mode %s', (blend) => {
    const one = addLayer(painted('One', { blend }))(newDocument('document', 96, 64))
    const file = readPsdFile(writePsdFile(fromDocument(one, 'psd')).buffer)
    expect(file.layers[0]?.blend).toBe(blend)
    expect(file.notes).toEqual([])
  })

  it('says layer by layer what Verso lacks', () => {
    const image = { width: 4, height: 4, data: block(4, 4, 1) }
    const children: PsdLayer[] = [
      { name: 'Burn', imageData: image, blendMode: 'linear burn' },
      { name: 'Glow', imageData: image, effects: { outerGlow: { enabled: true } } },
      {
        name: 'Masked',
        imageData: image,
        mask: {
          left: 0,
          top: 0,
          right: 2,
          bottom: 4,
          defaultColor: 0,
          imageData: { width: 2, height: 4, data: new Uint8ClampedArray(32).fill(255) },
        },
      },
      { name: 'Vibrance', adjustment: { type: 'vibrance', vibrance: 10 } },
    ]
    const file = readPsdFile(writePsd({ width: 4, height: 4, children }))
    expect(file.notes.map(({ layer, textKey }) => [layer, textKey])).toEqual([
      ['Burn', 'exchange.blend'],
      ['Glow', 'exchange.effects'],
      ['Masked', 'exchange.mask'],
      ['Vibrance', 'exchange.adjustment'],
    ])
    const masked = file.layers.find(({ name }) => name === 'Masked')?.block?.data
    expect([3, 7, 11, 15].map((at) => masked?.[at])).toEqual([255, expect.any(Number), 0, 0])
  })

  it('is refused with a reason when it is cut off or no such file', () => {
    expect(() => readPsdFile(bytes.buffer.slice(0, 600))).toThrow()
    expect(() => readPsdFile(new TextEncoder().encode('no picture at all').buffer)).toThrow(/signature/i)
    for (let cut = 26; cut < bytes.length; cut += 997) {
      // Either an error or a picture; never a hang, never a crash of the process.
      try {
        readPsdFile(bytes.buffer.slice(0, cut))
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(Error)
      }
    }
  })

  it('shows masks and regions as hidden layers, and says so', () => {
    const coverage = pixelsFrom(
      new Uint8ClampedArray(100).fill(200),
      { x: 0, y: 0, width: 10, height: 10 },
      1,
    )
    const masked = addLayer({ ...newLayer('m', 'mask', 'Mask'), pixels: coverage })(newDocument('d', 96, 64))
    const picture = fromDocument(masked, 'psd')
    expect(picture.notes.map(({ textKey }) => textKey)).toEqual(['exchange.mask-out'])
    const read = readPsd(writePsdFile(picture), { useImageData: true })
    expect(read.children?.[0]?.hidden).toBe(true)
    expect([...(read.children?.[0]?.imageData?.data ?? []).slice(0, 4)]).toEqual([255, 255, 255, 200])
  })
})

describe('an OpenRaster file', () => {
  const document = sampleDocument()
  const bytes = writeOraFile(fromDocument(document, 'ora'))

  it('begins with what it is, and shows the whole picture to those who can not read layers', () => {
    expect(strFromU8(bytes.subarray(30, 38))).toBe('mimetype')
    const files = unzipSync(bytes)
    expect(strFromU8(files.mimetype!)).toBe('image/openraster')
    expect(decode(files['mergedimage.png']!)).toMatchObject({ width: 96, height: 64, channels: 4 })
    const merged = decode(files['mergedimage.png']!).data
    expect(Buffer.from(merged).equals(Buffer.from(compositeArea(document, page)))).toBe(true)
    expect(Math.max(decode(files['Thumbnails/thumbnail.png']!).width)).toBeLessThanOrEqual(256)
  })

  it('brings back layers and groups to the pixel', () => {
    const back = opened(readOraFile(bytes.buffer))
    const names = ({ order, layers }: CanvasDocument) => order.map((id) => layers[id]!.name)
    expect(names(back)).toEqual(names(document).filter((name) => name !== 'Levels'))
    const sky = Object.values(back.layers).find(({ name }) => name === 'Sky')!
    expect(sky).toMatchObject({ x: 5, y: 7, opacity: 0.5, blend: 'multiply' })
    const there = readPixels(sky.pixels, { x: 0, y: 0, width: 40, height: 30 })
    expect(Buffer.from(there).equals(Buffer.from(block(40, 30, 'Sky'.length)))).toBe(true)
  })

  it('says what the format lacks', () => {
    const keys = fromDocument(document, 'ora').notes.map(({ layer, textKey }) => [layer, textKey])
    expect(keys).toEqual([
      ['Bäume 树', 'exchange.clip-out'],
      ['Levels', 'exchange.adjustment-out'],
    ])
  })

  it('is refused with a reason when it is damaged or hostile', () => {
    const pack = (files: Record<string, string>) =>
      zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))).buffer
    expect(() => readOraFile(new ArrayBuffer(10))).toThrow()
    expect(() => readOraFile(pack({ mimetype: 'image/openraster' }))).toThrow(/stack\.xml/)
    expect(() => readOraFile(pack({ 'stack.xml': '<html/>' }))).toThrow(/no image/)
    expect(() => readOraFile(pack({ 'stack.xml': '<image w="-1" h="9"/>' }))).toThrow()
    const deep = `${'<stack>'.repeat(60)}${'</stack>'.repeat(60)}`
    expect(() => readOraFile(pack({ 'stack.xml': `<image w="9" h="9">${deep}</image>` }))).toThrow(/deep/)
    const many = `<stack>${'<layer/>'.repeat(1200)}</stack>`
    expect(() => readOraFile(pack({ 'stack.xml': `<image w="9" h="9">${many}</image>` }))).toThrow(/1000/)
  })

  it('says which layer has lost its pixels', () => {
    const xml = '<image w="9" h="9"><stack><layer name="Gone" src="data/none.png"/></stack></image>'
    const file = readOraFile(zipSync({ 'stack.xml': strToU8(xml) }).buffer)
    expect(file.notes).toEqual([{ layer: 'Gone', textKey: 'exchange.missing', what: 'data/none.png' }])
  })
})

describe('layers on a canvas that has some', () => {
  it('come as one group on top', () => {
    const before = addLayer(painted('Mine'))(newDocument('document', 32, 32))
    const counter = { next: 0 }
    const file = readOraFile(writeOraFile(fromDocument(sampleDocument(), 'ora')).buffer)
    const after = placeLayers(file, 'cat', () => `new-${counter.next++}`)(before)
    expect(after.layers[after.order.at(-1)!]).toMatchObject({ kind: 'group', name: 'cat' })
    expect(after.layers.Mine).toBe(before.layers.Mine)
    expect([after.width, after.height]).toEqual([96, 64])
  })
})
