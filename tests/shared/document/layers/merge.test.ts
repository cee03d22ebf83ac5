import { describe, expect, it } from 'vitest'
import { type CanvasDocument, type Layer, newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { type LayerChange, changeLayer, placeLayer } from '#shared/document/edits.ts'
import {
  flattenDocument,
  mergeLayers,
  mergePartner,
  mergeVisible,
  mergeable,
} from '#shared/document/layers/merge.ts'
import { pixelsFrom, readPixels } from '#shared/document/pixel-transfer.ts'
import { blendModes } from '#shared/entities/blend-mode.ts'
import { faultsOf, randomFrom, treeOf } from './random-tree.ts'

const side = 48
const page = { x: 0, y: 0, width: side, height: side }

/** A picture of random colours and alphas, part of it clear. */
function noise(seed: number): Pick<Layer, 'pixels'> {
  const random = randomFrom(seed)
  const block = new Uint8ClampedArray(side * side * 4)
  for (let at = 0; at < block.length; at += 4) {
    if (random(4) === 0) continue
    block.set([random(256), random(256), random(256), random(2) ? 255 : random(256)], at)
  }
  return { pixels: pixelsFrom(block, page, 4) }
}

function add(
  document: CanvasDocument,
  id: string,
  change: LayerChange & Partial<Pick<Layer, 'kind' | 'parent'>> = {},
) {
  const { kind = 'raster', parent = null, ...rest } = change
  return changeLayer(id, rest)(placeLayer(newLayer(id, kind, id), parent, null)(document))
}

const picture = (document: CanvasDocument) => compositeArea(document, page)

function differences(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  let worst = 0
  for (let at = 0; at < a.length; at += 4) {
    const alpha = Math.max(a[at + 3] ?? 0, b[at + 3] ?? 0)
    for (let i = 0; i < 3; i++)
      worst = Math.max(worst, (Math.abs((a[at + i] ?? 0) - (b[at + i] ?? 0)) * alpha) / 255)
    worst = Math.max(worst, Math.abs((a[at + 3] ?? 0) - (b[at + 3] ?? 0)))
  }
  return worst
}

describe('merging down', () => {
  it.each(blendModes)('at the bottom of the picture changes no byte of it, with %s', (blend) => {
    const two = add(add(newDocument('d', side, side), 'a', { ...noise(1), opacity: 0.8 }), 'b', {
      ...noise(2),
      ...{ blend, opacity: 0.6 },
    })
    const document = add(two, 'top', { ...noise(3), blend: 'multiply' })
    const merged = mergeLayers(['a', 'b'], 'new')(document)
    expect(treeOf(merged)).toEqual(['new', 'top'])
    expect(merged.layers.new?.name).toBe('a')
    expect(merged.activeLayerId).toBe('new')
    expect(picture(merged)).toEqual(picture(document))
  })

  it('takes in what is clipped, and adjustments', () => {
    let document = add(newDocument('d', side, side), 'a', noise(1))
    document = add(document, 'b', { ...noise(2), clip: true })
    document = add(document, 'c', {
      kind: 'adjustment',
      adjustment: { kind: 'hue-saturation', hue: 90, saturation: 20, lightness: 10 },
    })
    document = add(document, 'd', { kind: 'adjustment', adjustment: { kind: 'blur', radius: 1.5 } })
    const merged = mergeLayers(['a', 'b', 'c', 'd'], 'new')(document)
    expect(merged.order).toEqual(['new'])
    expect(picture(merged)).toEqual(picture(document))
  })

  it('keeps how the lowest blends with what is beneath: nearly no byte differs', () => {
    let document = add(newDocument('d', side, side), 'ground', noise(1))
    document = add(document, 'group', { kind: 'group', blend: 'screen', opacity: 0.7 })
    document = add(document, 'a', { ...noise(2), parent: 'group' })
    document = add(document, 'b', { ...noise(3), parent: 'group', blend: 'overlay' })
    const merged = mergeLayers(['group'], 'new')(document)
    expect(merged.layers.new).toMatchObject({ blend: 'screen', opacity: 1, parent: null })
    // Opacity is rounded into alpha one step earlier.
    expect(differences(picture(merged), picture(document))).toBeLessThanOrEqual(2)
  })

  it('of layers that are clipped to a third clips neither to the other', () => {
    let document = add(newDocument('d', side, side), 'base', noise(1))
    document = add(document, 'a', { ...noise(2), clip: true })
    document = add(document, 'b', { ...noise(3), clip: true })
    const merged = mergeLayers(['a', 'b'], 'new')(document)
    expect(merged.layers.new?.clip).toBe(true)
    expect(differences(picture(merged), picture(document))).toBeLessThanOrEqual(2)
  })

  it('keeps what lies off the page', () => {
    let document = add(newDocument('d', side, side), 'a', { ...noise(1), x: -20, y: 30 })
    document = add(document, 'b', { ...noise(2), x: 30, y: -25, blend: 'multiply' })
    const merged = mergeLayers(['a', 'b'], 'new')(document)
    expect(picture(merged)).toEqual(picture(document))
    const layer = merged.layers.new
    const off = { x: -20 - (layer?.x ?? 0), y: 40 - (layer?.y ?? 0), width: 4, height: 4 }
    const own = { x: 0, y: 10, width: 4, height: 4 }
    const a = document.layers.a
    expect(layer && readPixels(layer.pixels, off)).toEqual(a && readPixels(a.pixels, own))
  })

  it('finds the shown layer beneath in the same group, of the same sort', () => {
    let document = add(newDocument('d', side, side), 'outside')
    document = add(document, 'group', { kind: 'group' })
    document = add(document, 'low', { parent: 'group' })
    document = add(document, 'hidden', { parent: 'group', visible: false })
    document = add(document, 'high', { parent: 'group' })
    document = add(document, 'mask', { kind: 'mask' })
    expect(mergePartner(document, 'high')).toBe('low')
    expect(mergePartner(document, 'low')).toBeNull()
    expect(mergePartner(document, 'hidden')).toBeNull()
    expect(mergePartner(document, 'mask')).toBeNull()
    expect(mergePartner(document, 'group')).toBe('outside')
  })
})

describe('merging what is chosen', () => {
  it('leaves out what is hidden, masks among pictures, and adjustments with nothing beneath', () => {
    let document = add(newDocument('d', side, side), 'curve', {
      kind: 'adjustment',
      adjustment: { kind: 'blur', radius: 1 },
    })
    document = add(add(document, 'a', noise(1)), 'mask', { kind: 'mask' })
    document = add(add(document, 'b', noise(2)), 'hidden', { ...noise(3), visible: false })
    expect(mergeable(document, document.order)).toEqual(['a', 'b'])
    expect(mergeable(document, ['a'])).toEqual([])
    expect(mergeable(document, ['mask', 'hidden'])).toEqual([])
    expect(treeOf(mergeLayers(document.order, 'new')(document))).toEqual(['curve', 'mask', 'new', 'hidden'])
  })

  it('of masks covers wherever one does', () => {
    const mask = (bytes: number[]) => ({
      pixels: pixelsFrom(Uint8ClampedArray.from(bytes), { x: 0, y: 0, width: 2, height: 2 }, 1),
    })
    let document = add(newDocument('d', side, side), 'a', { kind: 'mask', ...mask([255, 0, 90, 0]) })
    document = add(document, 'b', { kind: 'region', ...mask([10, 200, 0, 0]), x: 1 })
    const merged = mergeLayers(['a', 'b'], 'new')(document)
    const layer = merged.layers.new
    expect(layer?.kind).toBe('mask')
    const area = { x: -(layer?.x ?? 0), y: -(layer?.y ?? 0), width: 3, height: 2 }
    expect(layer && [...readPixels(layer.pixels, area)]).toEqual([255, 10, 200, 90, 0, 0])
  })
})

describe('merging everything', () => {
  const full = () => {
    let document = add(newDocument('d', side, side), 'ground', { ...noise(1), x: -8 })
    document = add(document, 'group', { kind: 'group', blend: 'multiply', opacity: 0.5 })
    document = add(document, 'a', { ...noise(2), parent: 'group' })
    document = add(document, 'hidden', { ...noise(3), parent: 'group', visible: false })
    document = add(document, 'mask', { kind: 'mask' })
    return add(document, 'top', { kind: 'adjustment', adjustment: { kind: 'blur', radius: 2 } })
  }

  it('that shows keeps the picture, what is hidden, and masks', () => {
    const document = full()
    const merged = mergeVisible('new', 'Merged')(document)
    expect(faultsOf(merged)).toEqual([])
    expect(treeOf(merged)).toEqual([['group', ['hidden']], 'mask', 'new'])
    expect(picture(merged)).toEqual(picture(document))
    expect(merged.layers.new?.x).toBeLessThan(0)
  })

  it('to one flat layer keeps the picture and masks, and nothing off the page', () => {
    const document = full()
    const flat = flattenDocument('new', 'Flat')(document)
    expect(faultsOf(flat)).toEqual([])
    expect(treeOf(flat)).toEqual(['mask', 'new'])
    expect(picture(flat)).toEqual(picture(document))
    expect(flat.layers.new?.x).toBe(0)
  })
})

describe('the record of what a model made', () => {
  const row = (values: number[], channels: 1 | 4) =>
    pixelsFrom(Uint8ClampedArray.from(values), { x: 0, y: 0, width: 4, height: 1 }, channels)
  const alphas = (...values: number[]) =>
    row(
      values.flatMap((alpha) => [9, 9, 9, alpha]),
      4,
    )
  const made = (picture: string, map: number[], pixels: Layer['pixels']) => ({
    pixels,
    origins: { map: row(map, 1), pictures: [picture] },
  })

  it('stays with every pixel that shows it, and goes only where paint hides it', () => {
    let document = add(
      newDocument('d', side, side),
      'a',
      made('one', [1, 1, 1, 0], alphas(255, 255, 255, 255)),
    )
    document = add(document, 'b', made('two', [1, 0, 0, 1], alphas(200, 0, 0, 60)))
    document = add(document, 'c', { pixels: alphas(0, 255, 128, 0) })
    const origins = mergeLayers(['a', 'b', 'c'], 'new')(document).layers.new?.origins
    expect(origins?.pictures).toEqual(['one', 'two'])
    expect(origins && [...readPixels(origins.map, { x: 0, y: 0, width: 4, height: 1 })]).toEqual([2, 0, 1, 2])
  })

  it('is none where nothing was made', () => {
    const document = add(add(newDocument('d', side, side), 'a', noise(1)), 'b', noise(2))
    expect(mergeLayers(['a', 'b'], 'new')(document).layers.new?.origins).toBeNull()
  })
})
