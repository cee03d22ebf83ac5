import { describe, expect, it } from 'vitest'
import { contentBounds, isEmptyIn, pixelsFrom, readPixels } from '#shared/document/pixel-transfer.ts'
import { emptyPixels, tileColumn, tileKey, tileRow } from '#shared/document/pixels.ts'

function noise(length: number): Uint8ClampedArray<ArrayBuffer> {
  return Uint8ClampedArray.from({ length }, (_none, i) => 1 + ((i * 7919) % 255))
}

describe('tiles', () => {
  it('have keys that give column and row back, also left of and above the origin', () => {
    for (const [tx, ty] of [
      [0, 0],
      [-1, 3],
      [17, -9],
      [-32768, 32767],
    ] as const) {
      const key = tileKey(tx, ty)
      expect([tileColumn(key), tileRow(key)]).toEqual([tx, ty])
    }
  })

  it.each([1, 4] as const)('give back the very bytes that were put in, %i a pixel', (channels) => {
    const area = { x: -130, y: 40, width: 300, height: 270 }
    const block = noise(area.width * area.height * channels)
    const pixels = pixelsFrom(block, area, channels)
    expect(readPixels(pixels, area)).toEqual(block)
    expect(pixels.tiles.size).toBe(4)
    expect(contentBounds(pixels)).toEqual(area)
  })

  it('are not made where there is nothing', () => {
    const pixels = pixelsFrom(
      new Uint8ClampedArray(600 * 600 * 4),
      { x: 0, y: 0, width: 600, height: 600 },
      4,
    )
    expect(pixels.tiles.size).toBe(0)
    expect(contentBounds(pixels)).toBeNull()
  })

  it('know the tight bounds of scattered pixels', () => {
    const area = { x: -700, y: -300, width: 1500, height: 900 }
    for (let seed = 1; seed < 7; seed++) {
      const block = new Uint8ClampedArray(area.width * area.height)
      const spots = Array.from({ length: seed }, (_, i) => ({
        x: (i * 7919 + seed * 104_729) % area.width,
        y: (i * 6101 + seed * 15_485) % area.height,
      }))
      for (const { x, y } of spots) block[y * area.width + x] = 1
      const [xs, ys] = [spots.map(({ x }) => x), spots.map(({ y }) => y)]
      const [left, top] = [Math.min(...xs), Math.min(...ys)]
      const [width, height] = [Math.max(...xs) - left + 1, Math.max(...ys) - top + 1]
      const bounds = { x: left + area.x, y: top + area.y, width, height }
      expect(contentBounds(pixelsFrom(block, area, 1))).toEqual(bounds)
    }
  })

  it('are empty only where every pixel is clear', () => {
    const pixels = pixelsFrom(new Uint8ClampedArray([0, 0, 0, 9]), { x: 300, y: 5, width: 1, height: 1 }, 4)
    expect(isEmptyIn(pixels, { x: 0, y: 0, width: 300, height: 300 })).toBe(true)
    expect(isEmptyIn(pixels, { x: 0, y: 0, width: 301, height: 300 })).toBe(false)
    expect(isEmptyIn(emptyPixels(4), { x: 0, y: 0, width: 10, height: 10 })).toBe(true)
  })
})
