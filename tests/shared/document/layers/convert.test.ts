import { describe, expect, it } from 'vitest'
import { type CanvasDocument, newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { changeLayer, placeLayer, sequence } from '#shared/document/edits.ts'
import { convertLayer } from '#shared/document/layers/convert.ts'
import { pixelsFrom, readPixels } from '#shared/document/pixel-transfer.ts'

const row = { x: 0, y: 0, width: 3, height: 1 }

function rasterOf(...rgba: number[]): CanvasDocument {
  const pixels = pixelsFrom(Uint8ClampedArray.from(rgba), row, 4)
  return sequence(
    placeLayer(newLayer('a', 'raster', 'Sky'), null, null),
    changeLayer('a', { pixels, x: 5, opacity: 0.5, blend: 'multiply', lockAlpha: true }),
  )(newDocument('d'))
}

const bytes = (document: CanvasDocument) => {
  const layer = document.layers.a
  return layer ? [...readPixels(layer.pixels, row)] : []
}
const colours = rasterOf(255, 255, 255, 255, 255, 0, 0, 128, 0, 0, 0, 255)

describe('converting', () => {
  it('makes a mask out of where a picture is opaque', () => {
    const mask = convertLayer('a', 'mask')(colours)
    expect(bytes(mask)).toEqual([255, 128, 255])
    expect(mask.layers.a).toMatchObject({ kind: 'mask', name: 'Sky', x: 5, opacity: 0.5, blend: 'normal' })
  })

  it('makes a mask out of how bright a picture is', () => {
    expect(bytes(convertLayer('a', 'mask', { source: 'luminance' })(colours))).toEqual([255, 38, 0])
  })

  it('makes paint of a colour out of a mask, and the same mask out of the paint', () => {
    const mask = convertLayer('a', 'mask')(colours)
    const paint = convertLayer('a', 'raster', { colour: [1, 2, 3] })(mask)
    expect(bytes(paint)).toEqual([1, 2, 3, 255, 1, 2, 3, 128, 1, 2, 3, 255])
    expect(bytes(convertLayer('a', 'mask')(paint))).toEqual(bytes(mask))
  })

  it('lets mask and region share their pixels', () => {
    const mask = convertLayer('a', 'mask')(colours)
    const region = convertLayer('a', 'region')(mask)
    expect(region.layers.a?.pixels).toBe(mask.layers.a?.pixels)
    expect(region.layers.a?.region).toEqual({ prompt: '', weight: 1 })
    expect(convertLayer('a', 'mask')(region).layers.a?.region).toBeNull()
  })

  it('leaves groups, and what is of that kind already, alone', () => {
    const group = placeLayer(newLayer('g', 'group', 'G'), null, null)(colours)
    expect(convertLayer('g', 'mask')(group)).toBe(group)
    expect(convertLayer('a', 'raster')(group)).toBe(group)
  })
})
