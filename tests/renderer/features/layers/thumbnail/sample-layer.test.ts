import { describe, expect, it } from 'vitest'
import { sampleLayer } from '#features/layers/thumbnail/sample-layer.ts'
import { newLayer } from '#shared/document/canvas-document.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'

describe('a thumbnail', () => {
  it('shows the page in small, the layer where it lies on it', () => {
    const red = new Uint8ClampedArray(100 * 50 * 4)
    for (let at = 0; at < red.length; at += 4) red.set([200, 0, 0, 255], at)
    const pixels = pixelsFrom(red, { x: 0, y: 0, width: 100, height: 50 }, 4)
    const small = sampleLayer(
      { ...newLayer('a', 'raster', 'A'), pixels, x: 300, y: 50 },
      { width: 400, height: 200 },
      8,
    )
    // 8 × 8 pixels stand for 400 × 400, the page in the middle: rows 2 … 5; the layer over columns 6 and 7 in row 3.
    const filled = Array.from({ length: 64 }, (_, at) => at).filter((at) => small[at * 4 + 3] !== 0)
    expect(filled).toEqual([3 * 8 + 6, 3 * 8 + 7])
    expect([...small.slice(filled[0]! * 4, filled[0]! * 4 + 4)]).toEqual([200, 0, 0, 255])
  })

  it('mixes what lies under one of its pixels, and never the colour of what is clear', () => {
    const stripes = new Uint8ClampedArray(90 * 90 * 4)
    for (let y = 0; y < 90; y++) {
      for (let x = 0; x < 90; x++) if (x % 30 < 10) stripes.set([0, 90, 0, 255], (y * 90 + x) * 4)
    }
    const pixels = pixelsFrom(stripes, { x: 0, y: 0, width: 90, height: 90 }, 4)
    const small = sampleLayer({ ...newLayer('a', 'raster', 'A'), pixels }, { width: 90, height: 90 }, 3)
    expect([...small.slice(0, 4)]).toEqual([0, 90, 0, 85])
  })

  it('shows a mask as white', () => {
    const half = new Uint8ClampedArray(16 * 16).fill(128)
    const pixels = pixelsFrom(half, { x: 0, y: 0, width: 16, height: 16 }, 1)
    const small = sampleLayer({ ...newLayer('a', 'mask', 'A'), pixels }, { width: 16, height: 16 }, 4)
    expect([...small.slice(0, 4)]).toEqual([255, 255, 255, 128])
  })
})
