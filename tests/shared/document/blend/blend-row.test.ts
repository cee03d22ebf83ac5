import { describe, expect, it } from 'vitest'
import { blendRow } from '#shared/document/blend/blend-row.ts'
import { mixRow } from '#shared/document/blend/mix-row.ts'
import { type BlendMode, blendModes } from '#shared/entities/blend-mode.ts'

type Pixel = readonly [number, number, number, number]

function blend(backdrop: Pixel, source: Pixel, mode: BlendMode, opacity = 1): number[] {
  const bytes = Uint8ClampedArray.from(backdrop)
  blendRow({ bytes, at: 0 }, { bytes: Uint8ClampedArray.from(source), at: 0 }, 1, mode, opacity)
  return [...bytes]
}

describe('blend modes', () => {
  /** Worked out by hand from the formulas of the specification. */
  const cases: [BlendMode, Pixel, Pixel, number[]][] = [
    ['normal', [10, 20, 30, 255], [200, 100, 0, 255], [200, 100, 0, 255]],
    ['multiply', [255, 128, 0, 255], [100, 128, 200, 255], [100, 64, 0, 255]],
    ['screen', [0, 128, 255, 255], [100, 128, 7, 255], [100, 192, 255, 255]],
    ['overlay', [51, 204, 0, 255], [102, 102, 102, 255], [41, 194, 0, 255]],
    ['darken', [10, 200, 30, 255], [20, 100, 30, 255], [10, 100, 30, 255]],
    ['lighten', [10, 200, 30, 255], [20, 100, 30, 255], [20, 200, 30, 255]],
    ['color-dodge', [0, 102, 200, 255], [255, 102, 255, 255], [0, 170, 255, 255]],
    ['color-burn', [255, 204, 100, 255], [0, 102, 0, 255], [255, 128, 0, 255]],
    ['hard-light', [102, 102, 102, 255], [51, 204, 0, 255], [41, 194, 0, 255]],
    ['soft-light', [128, 0, 255, 255], [0, 200, 100, 255], [64, 0, 255, 255]],
    ['difference', [10, 200, 30, 255], [20, 100, 30, 255], [10, 100, 0, 255]],
    ['exclusion', [255, 0, 128, 255], [20, 100, 128, 255], [235, 100, 127, 255]],
    // A grey has no hue: what takes its hue or saturation turns grey too, at the backdrop's luminosity.
    ['hue', [200, 0, 0, 255], [90, 90, 90, 255], [60, 60, 60, 255]],
    ['saturation', [200, 0, 0, 255], [90, 90, 90, 255], [60, 60, 60, 255]],
    ['color', [100, 100, 100, 255], [100, 100, 100, 255], [100, 100, 100, 255]],
    ['luminosity', [0, 0, 0, 255], [200, 0, 0, 255], [60, 60, 60, 255]],
  ]
  it.each(cases)('%s', (mode, backdrop, source, expected) => {
    expect(blend(backdrop, source, mode)).toEqual(expected)
  })

  it('names every mode once', () => {
    expect(cases.map(([mode]) => mode)).toEqual(blendModes)
  })

  it('follows the general formula over a half-transparent backdrop', () => {
    // αs = 0.6, αb = 0.4: αo = 0.76; Co = (0.36 · 200 + 0.24 · 200 · 100 / 255 + 0.16 · 100) / 0.76 = 140.56
    expect(blend([100, 100, 100, 102], [200, 200, 200, 153], 'multiply')).toEqual([141, 141, 141, 194])
  })

  it.each(blendModes)('%s shows the source as it is where nothing lies beneath', (mode) => {
    expect(blend([9, 9, 9, 0], [200, 50, 10, 77], mode)).toEqual([200, 50, 10, 77])
  })

  it.each(blendModes)('%s leaves the backdrop alone under what is transparent', (mode) => {
    expect(blend([9, 8, 7, 3], [200, 50, 10, 0], mode)).toEqual([9, 8, 7, 3])
    expect(blend([9, 8, 7, 3], [200, 50, 10, 255], mode, 0)).toEqual([9, 8, 7, 3])
  })
})

describe('what an adjustment lays back', () => {
  const mix = (before: Pixel, after: Pixel, mode: BlendMode, opacity: number) => {
    const bytes = Uint8ClampedArray.from(before)
    mixRow({ bytes, at: 0 }, { bytes: Uint8ClampedArray.from(after), at: 0 }, 1, mode, opacity)
    return [...bytes]
  }

  it('goes part of the way with its opacity', () => {
    expect(mix([100, 0, 0, 255], [200, 0, 0, 255], 'normal', 0.25)).toEqual([125, 0, 0, 255])
  })

  it('moves alpha too, and colours weigh as much as they cover', () => {
    expect(mix([100, 0, 0, 0], [200, 0, 0, 200], 'normal', 0.5)).toEqual([200, 0, 0, 100])
    expect(mix([100, 0, 0, 255], [200, 0, 0, 0], 'normal', 1)[3]).toBe(0)
  })

  it('blends with what was there', () => {
    expect(mix([100, 100, 100, 128], [51, 255, 0, 128], 'multiply', 1)).toEqual([20, 100, 0, 128])
  })
})
