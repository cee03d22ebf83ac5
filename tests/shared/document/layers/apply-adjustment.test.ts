import { describe, expect, it } from 'vitest'
import { type CanvasDocument, newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite.ts'
import { changeLayer, placeLayer, sequence } from '#shared/document/edits.ts'
import { adjustmentTarget, applyAdjustment } from '#shared/document/layers/apply-adjustment.ts'
import { pixelsFrom, readPixels } from '#shared/document/pixel-transfer.ts'
import type { Adjustment } from '#shared/entities/adjustment.ts'
import { randomFrom } from './random-tree.ts'

const side = 300
const page = { x: 0, y: 0, width: side, height: side }
const inverted = [
  { x: 0, y: 255 },
  { x: 255, y: 0 },
]
const straight = [
  { x: 0, y: 0 },
  { x: 255, y: 255 },
]
const invert: Adjustment = { kind: 'curves', all: inverted, red: straight, green: straight, blue: straight }

function documentWith(adjustment: Adjustment): CanvasDocument {
  const random = randomFrom(7)
  const block = new Uint8ClampedArray(side * side * 4)
  // A border of nothing, so that a blur can run out.
  for (let y = 20; y < side - 20; y++) {
    for (let x = 20; x < side - 20; x++) {
      block.set([random(256), random(256), random(256), random(3) ? 255 : 90], (y * side + x) * 4)
    }
  }
  return sequence(
    placeLayer({ ...newLayer('low', 'raster', 'Low'), pixels: pixelsFrom(block, page, 4) }, null, null),
    placeLayer({ ...newLayer('adjust', 'adjustment', 'Adjust'), adjustment }, null, null),
  )(newDocument('d', side, side))
}

/** Whether every byte is the same; much quicker than comparing lists. */
const same = (a?: Uint8ClampedArray, b?: Uint8ClampedArray) =>
  a !== undefined && b !== undefined && Buffer.from(a).equals(Buffer.from(b))
const picture = (document: CanvasDocument) => compositeArea(document, page)

describe('applying an adjustment', () => {
  it.each([
    invert,
    { kind: 'blur', radius: 4 },
    { kind: 'hue-saturation', hue: 40, saturation: -20, lightness: 10 },
  ] satisfies Adjustment[])('$kind leaves the picture as the adjustment layer showed it', (adjustment) => {
    const document = documentWith(adjustment)
    const applied = applyAdjustment('adjust')(document)
    expect(applied.order).toEqual(['low'])
    expect(applied.activeLayerId).toBe('low')
    expect(same(picture(applied), picture(document))).toBe(true)
  })

  it('changes only what is selected, and half of what is half selected', () => {
    const plain = documentWith(invert)
    const coverage = new Uint8ClampedArray(side * side)
    coverage[30 * side + 30] = 255
    coverage[30 * side + 31] = 128
    const document = { ...plain, selection: pixelsFrom(coverage, page, 1) }
    const applied = applyAdjustment('adjust')(document)
    const row = { x: 28, y: 30, width: 6, height: 1 }
    const [before, after] = [plain, applied].map(({ layers }) => readPixels(layers.low!.pixels, row))
    const whole = [...(before ?? [])]
    const expected = whole.map((value, at) => {
      const pixel = Math.floor(at / 4)
      if (at % 4 === 3 || pixel < 2 || pixel > 3) return value
      return pixel === 2 ? 255 - value : Math.round(value + (255 - 2 * value) * (128 / 255))
    })
    for (const [at, value] of expected.entries())
      expect(Math.abs((after?.[at] ?? 0) - value)).toBeLessThanOrEqual(1)
    const far = { x: 0, y: 100, width: side, height: 50 }
    expect(same(readPixels(applied.layers.low!.pixels, far), readPixels(plain.layers.low!.pixels, far))).toBe(
      true,
    )
  })

  it('keeps what is covered where transparency is locked', () => {
    const document = changeLayer('low', { lockAlpha: true })(documentWith({ kind: 'blur', radius: 3 }))
    const applied = applyAdjustment('adjust')(document)
    const [before, after] = [document, applied].map(({ layers }) => readPixels(layers.low!.pixels, page))
    const alphas = (block?: Uint8ClampedArray) => block?.filter((_, at) => at % 4 === 3)
    expect(same(alphas(after), alphas(before))).toBe(true)
    expect(same(after, before)).toBe(false)
  })

  it('finds the nearest shown picture below in the same group', () => {
    const document = documentWith(invert)
    expect(adjustmentTarget(document, 'adjust')?.id).toBe('low')
    expect(adjustmentTarget(changeLayer('low', { visible: false })(document), 'adjust')).toBeNull()
    expect(adjustmentTarget(document, 'low')).toBeNull()
  })
})
