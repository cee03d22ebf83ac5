import { describe, expect, it } from 'vitest'
import { clipAlpha } from '#shared/document/mask-clip.ts'
import { requestSizeFor, upscaleFor } from '#shared/document/request-size.ts'

describe('the size of a request', () => {
  it.each([
    [{ width: 512, height: 512 }, 256, { width: 256, height: 256 }],
    [{ width: 256, height: 256 }, 256, { width: 256, height: 256 }],
    [{ width: 768, height: 512 }, 256, { width: 320, height: 208 }],
    [{ width: 1024, height: 768 }, 512, { width: 592, height: 448 }],
    [{ width: 8000, height: 64 }, 256, { width: 2864, height: 64 }],
  ])('of a box %o at a native %i is %o', (box, native, size) => {
    expect(requestSizeFor(box, native)).toEqual(size)
  })
})

describe('the enlargement of a picture', () => {
  it.each([
    [512, 256, 2],
    [256, 256, 1],
    [300, 256, 1],
    [320, 256, 2],
    [1024, 256, 4],
    [4096, 256, 4],
    [640, 1024, 1],
  ])('for a box of %i and a picture of %i is %i', (box, side, factor) => {
    expect(upscaleFor({ width: box, height: 64 }, { width: side, height: 64 })).toBe(factor)
  })
})

describe('a clipped candidate', () => {
  const width = 40
  const height = 30
  const mask = Uint8ClampedArray.from({ length: width * height }, (_none, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return x >= 8 && x < 32 && y >= 6 && y < 26 ? 255 : 100
  })

  it('is clear at every pixel outside of the mask, and nowhere inside', () => {
    const alpha = clipAlpha(mask, width, height, 4)
    for (let i = 0; i < mask.length; i++) expect(alpha[i] === 0).toBe(mask[i] === 100)
  })

  it('is opaque deep inside and rises from the edge', () => {
    const alpha = clipAlpha(mask, width, height, 4)
    const row = [...alpha.subarray(16 * width + 8, 16 * width + 20)]
    expect(row.at(-1)).toBe(255)
    expect(row).toEqual(row.toSorted((a, b) => a - b))
    expect(row[0]).toBeLessThan(80)
  })

  it('has a hard edge without a feather', () => {
    expect(new Set(clipAlpha(mask, width, height, 0))).toEqual(new Set([0, 255]))
  })
})
