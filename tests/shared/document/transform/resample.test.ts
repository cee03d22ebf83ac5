import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { contentBounds, pixelsFrom, readPixels } from '#shared/document/pixel-transfer.ts'
import type { Pixels } from '#shared/document/pixels.ts'
import {
  type Matrix,
  about,
  apply,
  chain,
  identity,
  invert,
  rotation,
  scaling,
  skewing,
  translation,
} from '#shared/document/transform/matrix.ts'
import { isConvex, mapQuad } from '#shared/document/transform/quad.ts'
import { transformPixels } from '#shared/document/transform/resample.ts'

type Bytes = Uint8ClampedArray<ArrayBuffer>

/** Waves of colour with an alpha of 255, or of its own waves. */
function waves(width: number, height: number, opaque = true): Bytes {
  const out = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < width * height; at++) {
    const [x, y] = [at % width, Math.floor(at / width)]
    const wave = (fx: number, fy: number) => 128 + 100 * Math.sin(x * fx + y * fy)
    out.set([wave(0.11, 0.05), wave(0.03, 0.14), wave(0.2, -0.1), opaque ? 255 : wave(0.07, 0.09)], at * 4)
  }
  return out
}

function picture(width: number, height: number, opaque = true): Pixels {
  return pixelsFrom(waves(width, height, opaque), { x: 0, y: 0, width, height }, 4)
}

function through(pixels: Pixels, matrix: Matrix): Pixels {
  const out = transformPixels(pixels, matrix, 'lanczos')
  if (!out) throw new Error('The map cannot be done.')
  return out
}

function same(a: Bytes, b: Bytes): boolean {
  return Buffer.from(a.buffer).equals(Buffer.from(b.buffer))
}

/** Largest and mean difference of the pixels that lie `margin` inside of both. */
function compare(a: Uint8ClampedArray, b: Uint8ClampedArray, width: number, height: number, margin: number) {
  let [most, sum, count] = [0, 0, 0]
  for (let y = margin; y < height - margin; y++) {
    for (let at = (y * width + margin) * 4; at < (y * width + width - margin) * 4; at++) {
      const difference = Math.abs((a[at] ?? 0) - (b[at] ?? 0))
      most = Math.max(most, difference)
      sum += difference
      count++
    }
  }
  return { most, mean: sum / count }
}

describe('what needs no resampling', () => {
  const area = { x: 0, y: 0, width: 300, height: 270 }
  const source = picture(300, 270, false)

  it('is the same to the byte: no change at all, and whole shifts', () => {
    expect(through(source, identity)).toBe(source)
    const moved = through(source, translation(-77, 513))
    expect(same(readPixels(moved, { ...area, x: -77, y: 513 }), readPixels(source, area))).toBe(true)
  })

  it('is turned by quarters and back to the byte', () => {
    const quarter = about(150, 135, rotation(Math.PI / 2))
    const turned = through(source, quarter)
    expect(contentBounds(turned)).toEqual({ x: 15, y: -15, width: 270, height: 300 })
    const back = [1, 2, 3].reduce((pixels) => through(pixels, quarter), turned)
    expect(same(readPixels(back, area), readPixels(source, area))).toBe(true)
  })

  it('is flipped to the byte', () => {
    const flipped = readPixels(through(source, about(150, 0, scaling(-1, 1))), area)
    const bytes = readPixels(source, area)
    expect([...flipped.subarray(0, 4)]).toEqual([...bytes.subarray(299 * 4, 300 * 4)])
    const back = through(through(source, scaling(1, -1)), scaling(1, -1))
    expect(same(readPixels(back, area), bytes)).toBe(true)
  })
})

describe('scaling', () => {
  it.each([
    [300, 240, 200, 160],
    [300, 240, 180, 200],
  ])('%i × %i to %i × %i is what sharp makes with lanczos3', async (width, height, toWidth, toHeight) => {
    const raw = { width, height, channels: 4 } as const
    const known = await sharp(waves(width, height), { raw })
      .resize(toWidth, toHeight, { kernel: 'lanczos3', fit: 'fill' })
      .raw()
      .toBuffer()
    const ours = through(picture(width, height), scaling(toWidth / width, toHeight / height))
    const block = readPixels(ours, { x: 0, y: 0, width: toWidth, height: toHeight })
    const { most, mean } = compare(block, new Uint8ClampedArray(known), toWidth, toHeight, 6)
    // sharp rounds to bytes between its two passes.
    expect(most).toBeLessThanOrEqual(3)
    expect(mean).toBeLessThan(0.6)
  })

  it('keeps what is even, even, and its edge where it belongs', () => {
    const flat = new Uint8ClampedArray(100 * 80 * 4)
    for (let at = 0; at < flat.length; at += 4) flat.set([200, 100, 50, 255], at)
    const half = through(pixelsFrom(flat, { x: 0, y: 0, width: 100, height: 80 }, 4), scaling(0.5, 0.5))
    const inside = readPixels(half, { x: 3, y: 3, width: 44, height: 34 })
    expect(inside.every((value, at) => value === [200, 100, 50, 255][at % 4])).toBe(true)
    // What is half covered keeps its colour: nothing dark bleeds in from what is clear.
    const wide = through(half, scaling(2.37, 2.37))
    const bytes = readPixels(wide, { x: -8, y: -8, width: 140, height: 110 })
    const seen = [...Array(bytes.length / 4).keys()].filter((pixel) => (bytes[pixel * 4 + 3] ?? 0) > 40)
    expect(seen.every((pixel) => Math.abs((bytes[pixel * 4] ?? 0) - 200) <= 3)).toBe(true)
  })

  it('keeps coverage of masks', () => {
    const mask = pixelsFrom(
      new Uint8ClampedArray(60 * 60).fill(255),
      { x: 30, y: 30, width: 60, height: 60 },
      1,
    )
    const scaled = through(mask, scaling(1.5, 0.5))
    expect(contentBounds(scaled)?.width).toBeGreaterThanOrEqual(90)
    expect(readPixels(scaled, { x: 60, y: 25, width: 10, height: 10 }).every((value) => value === 255)).toBe(
      true,
    )
  })
})

describe('an edge', () => {
  const flat = new Uint8ClampedArray(64 * 64 * 4)
  for (let at = 0; at < flat.length; at += 4) flat.set([220, 120, 40, 255], at)
  const square = pixelsFrom(flat, { x: 0, y: 0, width: 64, height: 64 }, 4)

  it.each([
    ['larger', scaling(2.5, 2.5), 160],
    ['smaller', scaling(0.4, 0.4), 25.6],
    ['turned', about(32, 32, rotation(0.3)), 64 * (Math.cos(0.3) + Math.sin(0.3))],
  ] as const)('leaves no ghost around it, and keeps its colour (%s)', (_how, matrix, side) => {
    const made = through(square, matrix)
    const found = contentBounds(made)
    expect((found?.width ?? 0) - side).toBeLessThanOrEqual(3)
    const bytes = found ? readPixels(made, found) : new Uint8ClampedArray()
    const colours = [...Array(bytes.length / 4).keys()].filter((pixel) => (bytes[pixel * 4 + 3] ?? 0) > 8)
    expect(colours.length).toBeGreaterThan(500)
    expect(colours.every((pixel) => Math.abs((bytes[pixel * 4] ?? 0) - 220) <= 4)).toBe(true)
  })
})

describe('turning and bending', () => {
  it('there and back is nearly what it was', () => {
    const [width, height] = [260, 300]
    const turn = about(130, 150, chain(rotation(0.4), skewing(0.2, 0), scaling(1.3, 1.2)))
    const back = invert(turn)
    if (!back) throw new Error('flat')
    const twice = through(through(picture(width, height), turn), back)
    const bytes = readPixels(twice, { x: 0, y: 0, width, height })
    const { most, mean } = compare(bytes, waves(width, height), width, height, 8)
    expect(most).toBeLessThanOrEqual(4)
    expect(mean).toBeLessThan(0.7)
  })

  it('by a map that only scales is what scaling makes', () => {
    const scale = scaling(0.7, 0.9)
    const tiny: Matrix = [0.7, 1e-7, 0, 1e-7, 0.9, 0, 0, 0, 1]
    const [plain, turned] = [through(picture(200, 200), scale), through(picture(200, 200), tiny)]
    const area = { x: 0, y: 0, width: 140, height: 180 }
    expect(compare(readPixels(plain, area), readPixels(turned, area), 140, 180, 2).most).toBeLessThanOrEqual(
      1,
    )
  })

  it('takes four corners to where they are wanted', () => {
    const from = [
      { x: 0, y: 0 },
      { x: 200, y: 0 },
      { x: 200, y: 100 },
      { x: 0, y: 100 },
    ] as const
    const to = [
      { x: 20, y: 30 },
      { x: 180, y: 10 },
      { x: 190, y: 120 },
      { x: 40, y: 90 },
    ] as const
    const map = mapQuad(from, to)
    if (!map) throw new Error('flat')
    from.forEach((corner, at) => {
      expect(apply(map, corner).x).toBeCloseTo(to[at]?.x ?? 0, 6)
      expect(apply(map, corner).y).toBeCloseTo(to[at]?.y ?? 0, 6)
    })
    const bent = through(picture(200, 100), map)
    const middle = apply(map, { x: 100.5, y: 50.5 })
    const [red = 0] = readPixels(bent, {
      x: Math.floor(middle.x),
      y: Math.floor(middle.y),
      width: 1,
      height: 1,
    })
    expect(Math.abs(red - (128 + 100 * Math.sin(100 * 0.11 + 50 * 0.05)))).toBeLessThan(14)
    expect(isConvex(to)).toBe(true)
    expect(isConvex([to[0], to[2], to[1], to[3]])).toBe(false)
  })

  it('refuses maps that fold the picture flat or take it beyond the horizon', () => {
    expect(transformPixels(picture(20, 20), scaling(0, 1), 'lanczos')).toBeNull()
    expect(transformPixels(picture(20, 20), [1, 0, 0, 0, 1, 0, -0.2, 0, 1], 'lanczos')).toBeNull()
    expect(transformPixels(picture(20, 20), scaling(9000, 1), 'lanczos')).toBeNull()
  })
})
