import { describe, expect, it } from 'vitest'
import { histogramBelow } from '#features/adjustments/histogram-below.ts'
import { neutralAdjustment } from '#shared/document/adjust/index.ts'
import { type CanvasDocument, newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { changeLayer, placeLayer, sequence } from '#shared/document/edits.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'

function filled(width: number, height: number, colour: readonly number[]) {
  const block = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < block.length; at += 4) block.set(colour, at)
  return pixelsFrom(block, { x: 0, y: 0, width, height }, 4)
}

function documentOf(width: number, height: number): CanvasDocument {
  const adjustment = neutralAdjustment('levels')
  return sequence(
    placeLayer(newLayer('low', 'raster', 'Low'), null, null),
    placeLayer(newLayer('high', 'raster', 'High'), null, null),
    placeLayer({ ...newLayer('levels', 'adjustment', 'Levels'), adjustment }, null, 'low'),
    changeLayer('low', { pixels: filled(width / 2, height, [200, 100, 50, 255]) }),
    changeLayer('high', { pixels: filled(width, height, [1, 2, 3, 255]) }),
  )(newDocument('d', width, height))
}

const there = (shares: readonly number[]) => shares.flatMap((share, value) => (share > 0 ? [value] : []))

describe('the histogram of an adjustment', () => {
  it.each([
    ['small', 64, 64],
    ['large', 2048, 1024],
  ])(
    'of a %s page counts what lies beneath it, and neither what is above nor what is clear',
    (_, width, height) => {
      const histogram = histogramBelow(documentOf(width, height), 'levels')
      expect(there(histogram.red)).toEqual([200])
      expect(there(histogram.green)).toEqual([100])
      expect(there(histogram.blue)).toEqual([50])
      expect(there(histogram.light)).toEqual([125])
    },
  )

  it('of nothing is empty', () => {
    const document = changeLayer('low', { visible: false })(documentOf(64, 64))
    expect(there(histogramBelow(document, 'levels').light)).toEqual([])
  })
})
