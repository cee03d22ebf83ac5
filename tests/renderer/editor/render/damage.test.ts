import { describe, expect, it } from 'vitest'
import { type CanvasDocument, type Layer, newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { type Edit, changeLayer } from '#shared/document/edits.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { tileKey, withTiles } from '#shared/document/pixels.ts'
import { damageBetween } from '#editor/render/stack/damage.ts'

const area = { x: 0, y: 0, width: 512, height: 256 }
const pixels = pixelsFrom(new Uint8ClampedArray(512 * 256 * 4).fill(255), area, 4)

function layer(id: string, change: Partial<Layer> = {}): Layer {
  return { ...newLayer(id, 'raster', id), pixels, ...change }
}

function documentOf(...layers: Layer[]): CanvasDocument {
  return {
    ...newDocument('d', 1000, 1000),
    order: layers.map(({ id }) => id),
    layers: Object.fromEntries(layers.map((each) => [each.id, each])),
  }
}

const before = documentOf(layer('a', { x: 10 }), layer('b'))
const damage = (edit: Edit, from = before) => damageBetween(from, edit(from), () => true)

describe('damage', () => {
  it('is nothing for what does not show', () => {
    expect(damage((same) => same)).toEqual([])
    expect(damage(changeLayer('a', { name: 'other', locked: true, lockAlpha: true }))).toEqual([])
    expect(damage((document) => ({ ...document, activeLayerId: 'b', selection: pixels }))).toEqual([])
  })

  it('is the tiles that changed, where the layer lies', () => {
    const painted = withTiles(pixels, new Map([[tileKey(1, 0), new Uint8ClampedArray(256 * 256 * 4)]]))
    expect(damage(changeLayer('a', { pixels: painted }))).toEqual([{ x: 266, y: 0, width: 256, height: 256 }])
  })

  it('is the layer where it was and where it is', () => {
    const whole = { y: 0, width: 512, height: 256 }
    expect(damage(changeLayer('a', { x: 100 }))).toEqual([
      { ...whole, x: 10 },
      { ...whole, x: 100 },
    ])
    expect(damage(changeLayer('b', { opacity: 0.5 }))).toContainEqual({ ...whole, x: 0 })
    const without = (document: CanvasDocument) => ({
      ...document,
      order: ['a'],
      layers: { a: document.layers.a! },
    })
    expect(damage(without)).toEqual([{ ...whole, x: 0 }])
  })

  it('is everywhere when the order, the page, a group, a clip or an adjustment changes', () => {
    expect(damage((document) => ({ ...document, order: ['b', 'a'] }))).toBe('everywhere')
    expect(damage((document) => ({ ...document, width: 900 }))).toBe('everywhere')
    expect(damage(changeLayer('b', { clip: true }))).toBe('everywhere')
    const grouped = documentOf(layer('a'), newLayer('g', 'group', 'g'))
    expect(damage(changeLayer('g', { opacity: 0.5 }), grouped)).toBe('everywhere')
  })

  it('leaves out layers that do not count', () => {
    const after = changeLayer('a', { opacity: 0.5 })(before)
    expect(damageBetween(before, after, ({ id }) => id === 'b')).toEqual([])
  })
})
