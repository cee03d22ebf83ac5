import { describe, expect, it } from 'vitest'
import {
  type CanvasDocument,
  type Layer,
  type LayerKind,
  newDocument,
  newLayer,
} from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'

type Pixel = readonly [number, number, number, number]
type Change = Partial<Layer>

const side = 300
const page = { x: 0, y: 0, width: side, height: side }

function filled(id: string, pixel: Pixel, change: Change = {}): Layer {
  const block = new Uint8ClampedArray(side * side * 4)
  for (let i = 0; i < block.length; i++) block[i] = pixel[i % 4] ?? 0
  return { ...newLayer(id, 'raster', id), pixels: pixelsFrom(block, page, 4), ...change }
}

function layer(id: string, kind: LayerKind, change: Change = {}): Layer {
  return { ...newLayer(id, kind, id), ...change }
}

function documentOf(...layers: Layer[]): CanvasDocument {
  return {
    ...newDocument('document', side, side),
    order: layers.map(({ id }) => id),
    layers: Object.fromEntries(layers.map((each) => [each.id, each])),
  }
}

function pixelAt(document: CanvasDocument, x = 270, y = 20): number[] {
  return [...compositeArea(document, { x, y, width: 1, height: 1 })]
}

const red = [200, 0, 0, 255] as const
const grey = [100, 100, 100, 255] as const
const invert = {
  kind: 'levels',
  ...{ inBlack: 0, inWhite: 255, gamma: 1, outBlack: 255, outWhite: 0 },
} as const

describe('the composite', () => {
  it("keeps a lone opaque layer's bytes", () => {
    const bytes = Uint8ClampedArray.from({ length: side * side * 4 }, (_, i) =>
      i % 4 === 3 ? 255 : (i * 7) % 251,
    )
    const document = documentOf({ ...layer('a', 'raster'), pixels: pixelsFrom(bytes, page, 4) })
    expect(Buffer.from(compositeArea(document, page)).equals(Buffer.from(bytes))).toBe(true)
  })

  it('lays layers over one another with opacity, blend mode and place', () => {
    const over = filled('b', red, { opacity: 0.5, x: 10 })
    const document = documentOf(filled('a', grey), over)
    expect(pixelAt(document)).toEqual([150, 50, 50, 255])
    expect(pixelAt(document, 9)).toEqual([...grey])
    expect(pixelAt(documentOf(filled('a', grey), { ...over, blend: 'multiply', opacity: 1 }))).toEqual([
      78, 0, 0, 255,
    ])
  })

  it('leaves out what is hidden, masks, regions and all outside of the page', () => {
    const hidden = filled('b', red, { visible: false })
    const mask = {
      ...layer('m', 'mask'),
      pixels: pixelsFrom(new Uint8ClampedArray(side * side).fill(255), page, 1),
    }
    expect(pixelAt(documentOf(filled('a', grey), hidden, mask))).toEqual([...grey])
    expect(pixelAt(documentOf(filled('a', grey, { x: -50 })), -10)).toEqual([0, 0, 0, 0])
  })

  it('hides with a group all that it holds', () => {
    const group = layer('g', 'group', { visible: false })
    expect(pixelAt(documentOf(filled('a', red, { parent: 'g' }), group))).toEqual([0, 0, 0, 0])
  })

  it('composites a group for itself before its opacity and blend mode', () => {
    const held = [filled('a', red, { parent: 'g' }), filled('b', grey, { parent: 'g', blend: 'multiply' })]
    const group = layer('g', 'group', { opacity: 0.5 })
    // Within the group 200 × 100 / 255 = 78; half of it over white.
    expect(pixelAt(documentOf(filled('w', [255, 255, 255, 255]), ...held, group))).toEqual([
      166, 128, 128, 255,
    ])
    // A lone layer blends with nothing but its group.
    const lone = filled('b', grey, { parent: 'g', blend: 'multiply' })
    expect(pixelAt(documentOf(filled('w', red), lone, layer('g', 'group')))).toEqual([...grey])
  })

  it('shows a clipped layer only as far as its base covers, at the base’s opacity', () => {
    const base = filled('base', [100, 100, 100, 102])
    const clipped = filled('clipped', red, { clip: true })
    expect(pixelAt(documentOf(base, clipped))).toEqual([200, 0, 0, 102])
    expect(pixelAt(documentOf({ ...base, opacity: 0.5 }, clipped))).toEqual([200, 0, 0, 51])
    expect(pixelAt(documentOf({ ...base, visible: false }, clipped))).toEqual([0, 0, 0, 0])
    expect(pixelAt(documentOf(clipped))).toEqual([...red])
  })

  it('clips several layers to the same base, groups too', () => {
    const base = filled('base', [100, 100, 100, 128], { parent: 'g' })
    const on = filled('on', [255, 255, 255, 255], { clip: true, opacity: 0.5 })
    const more = filled('more', [0, 0, 0, 255], { clip: true, x: 280 })
    const document = documentOf(base, layer('g', 'group'), on, more)
    expect(pixelAt(document)).toEqual([178, 178, 178, 128])
    expect(pixelAt(document, 290)).toEqual([0, 0, 0, 128])
  })

  it('adjusts what is beneath in the same group only', () => {
    const adjustment = layer('adjust', 'adjustment', { adjustment: invert })
    expect(pixelAt(documentOf(filled('a', red), adjustment, filled('b', grey, { x: 280 })))).toEqual([
      55, 255, 255, 255,
    ])
    const held = [filled('b', grey, { parent: 'g' }), { ...adjustment, parent: 'g' }, layer('g', 'group')]
    expect(pixelAt(documentOf(filled('a', red), ...held))).toEqual([155, 155, 155, 255])
    expect(pixelAt(documentOf(filled('a', red), ...held.map((each) => ({ ...each, x: 290 }))))).toEqual([
      ...red,
    ])
  })

  it('adjusts its base alone when it is clipped', () => {
    const adjustment = layer('adjust', 'adjustment', { adjustment: invert, clip: true, opacity: 0.5 })
    const document = documentOf(filled('a', red), filled('b', [100, 100, 100, 255], { x: 200 }), adjustment)
    expect(pixelAt(document)).toEqual([128, 128, 128, 255])
    expect(pixelAt(document, 100)).toEqual([...red])
  })

  it('gives the same pixels in pieces as in one, with a blur', () => {
    const blur = layer('blur', 'adjustment', { adjustment: { kind: 'blur', radius: 6 } })
    const document = documentOf(filled('a', grey), filled('b', red, { x: 131, y: 60, opacity: 0.7 }), blur)
    const whole = compositeArea(document, page)
    const part = { x: 100, y: 40, width: 70, height: 50 }
    const piece = compositeArea(document, part)
    for (let y = 0; y < part.height; y++) {
      const at = ((y + part.y) * side + part.x) * 4
      expect([...piece.subarray(y * part.width * 4, (y + 1) * part.width * 4)]).toEqual([
        ...whole.subarray(at, at + part.width * 4),
      ])
    }
    expect([...whole.subarray(0, 4)]).toEqual([...grey])
  })
})
