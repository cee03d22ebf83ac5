import { describe, expect, it } from 'vitest'
import { nearestKnown } from '#shared/document/fill/nearest-known.ts'
import { preFill, preFills } from '#shared/document/fill/pre-fill.ts'
import { reach } from '#shared/document/fill/reach.ts'

const [width, height] = [23, 17]

/** Scattered marks, always the same ones. */
function marks(every: number): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_none, i) => ((i * 7919 + 13) % every === 0 ? 0 : 255))
}

function distance(a: number, b: number): number {
  return Math.hypot((a % width) - (b % width), Math.floor(a / width) - Math.floor(b / width))
}

describe('the nearest known pixel', () => {
  it.each([3, 11, 97])('is the nearest of all, with one known in %i', (every) => {
    const unknown = marks(every)
    const known = [...unknown.keys()].filter((i) => unknown[i] === 0)
    expect(known.length).toBeGreaterThan(0)
    const nearest = nearestKnown(unknown, width, height)
    nearest.forEach((found, pixel) => {
      expect(unknown[found]).toBe(0)
      const least = Math.min(...known.map((one) => distance(one, pixel)))
      expect(distance(found, pixel)).toBe(least)
    })
  })

  it('is nowhere when nothing is known', () => {
    expect(nearestKnown(new Uint8Array(width * height).fill(1), width, height).every((i) => i === -1)).toBe(
      true,
    )
  })
})

describe('reach', () => {
  it.each([0, 1, 4, 40])('covers all within %i pixels of what is on, and nothing else', (by) => {
    const mask = Uint8Array.from(marks(97), (value) => 255 - value)
    const on = [...mask.keys()].filter((i) => mask[i] !== 0)
    const wide = reach(mask, width, height, by)
    wide.forEach((value, pixel) => {
      const near = on.some(
        (one) =>
          Math.abs((one % width) - (pixel % width)) <= by &&
          Math.abs(Math.floor(one / width) - Math.floor(pixel / width)) <= by,
      )
      expect(value).toBe(near ? 255 : 0)
    })
  })
})

describe('pre-fill', () => {
  const unknown = marks(11)
  const picture = () =>
    Uint8ClampedArray.from({ length: width * height * 4 }, (_none, i) => (i % 4 === 3 ? 255 : (i * 37) % 256))

  it.each(preFills)('%s leaves what is known as it is, to the byte, and is the same each time', (how) => {
    const [first, second, before] = [picture(), picture(), picture()]
    preFill({ width, height, data: first }, unknown, how)
    preFill({ width, height, data: second }, unknown, how)
    expect(first).toEqual(second)
    unknown.forEach((value, pixel) => {
      if (value === 0)
        expect(first.slice(pixel * 4, pixel * 4 + 4)).toEqual(before.slice(pixel * 4, pixel * 4 + 4))
    })
    expect(first.filter((value, i) => value !== before[i]).length > 0).toBe(how !== 'none')
  })

  it('goes on with the edge, and with grey where there is none', () => {
    const data = new Uint8ClampedArray(3 * 4)
    data.set([10, 20, 30, 255])
    preFill({ width: 3, height: 1, data }, Uint8Array.of(0, 1, 1), 'edge')
    expect([...data]).toEqual([10, 20, 30, 255, 10, 20, 30, 255, 10, 20, 30, 255])
    preFill({ width: 3, height: 1, data }, Uint8Array.of(1, 1, 1), 'edge')
    expect([...data.slice(0, 4)]).toEqual([128, 128, 128, 255])
  })
})
