import { describe, expect, it } from 'vitest'
import { adjustBlock, reachOf } from '#shared/document/adjust/index.ts'

const side = 96

function blurred(rgba: Uint8ClampedArray, width: number, height: number, radius: number): Uint8ClampedArray {
  const copy = rgba.slice()
  adjustBlock(copy, width, height, { kind: 'blur', radius })
  return copy
}

/** Discs of colour on clear ground, away from the border. */
function discs(): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(side * side * 4)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const at = (y * side + x) * 4
      if (Math.hypot(x - 40, y - 48) < 18) rgba.set([250, 30, 60, 255], at)
      if (Math.hypot(x - 58, y - 44) < 12) rgba.set([20, 200, 90, 180], at)
    }
  }
  return rgba
}

/** The bell itself, as its definition says, over premultiplied colours; alpha and premultiplied colours, 0 … 255. */
function bellOf(rgba: Uint8ClampedArray, sigma: number): Float64Array {
  const radius = Math.ceil(5 * sigma)
  const weights = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sigma ** 2)),
  )
  const sum = weights.reduce((a, b) => a + b)
  const premultiplied = Float64Array.from(rgba, (value, i) =>
    i % 4 === 3 ? value : (value * (rgba[i - (i % 4) + 3] ?? 0)) / 255,
  )
  const along = (values: Float64Array, step: (x: number, y: number, k: number) => number) =>
    values.map((_, at) => {
      const [x, y, channel] = [Math.floor(at / 4) % side, Math.floor(at / 4 / side), at % 4]
      return weights.reduce((total, weight, i) => {
        const from = step(x, y, i - radius)
        return total + (weight / sum) * (from < 0 ? 0 : (values[from * 4 + channel] ?? 0))
      }, 0)
    })
  const inside = (value: number) => value >= 0 && value < side
  const rows = along(premultiplied, (x, y, k) => (inside(x + k) ? y * side + x + k : -1))
  return along(rows, (x, y, k) => (inside(y + k) ? (y + k) * side + x : -1))
}

describe('the blur', () => {
  it.each([0.6, 1, 2, 2.6, 4, 7])('with a radius of %s is close to the bell itself', (sigma) => {
    const result = blurred(discs(), side, side, sigma)
    const bell = bellOf(discs(), sigma)
    let worst = 0
    for (let at = 0; at < result.length; at++) {
      const alpha = result[at - (at % 4) + 3] ?? 0
      const value = at % 4 === 3 ? alpha : ((result[at] ?? 0) * alpha) / 255
      worst = Math.max(worst, Math.abs(value - (bell[at] ?? 0)))
    }
    // Three boxes differ from a bell by at most about 3 % of an edge's height.
    expect(worst).toBeLessThan(sigma < 2.5 ? 1.6 : 8)
  })

  it('draws no colour out of what is clear', () => {
    const result = blurred(discs(), side, side, 5)
    for (let at = 0; at < result.length; at += 4) {
      // Left of the red disc only red can be seen.
      if ((at / 4) % side < 20 && (result[at + 3] ?? 0) > 8) {
        expect(Math.abs((result[at] ?? 0) - 250)).toBeLessThan(12)
        expect(result[at + 1]).toBeLessThan(60)
      }
    }
  })

  it('leaves an even area as it is, up to the border', () => {
    const even = new Uint8ClampedArray(40 * 30 * 4)
    for (let at = 0; at < even.length; at += 4) even.set([90, 120, 200, 255], at)
    expect(blurred(even, 40, 30, 6)).toEqual(even)
    expect(blurred(even, 40, 30, 1.2)).toEqual(even)
  })

  it.each([1.4, 5, 9.3])('of %s makes the same of a pixel in any block that reaches far enough', (radius) => {
    const reach = reachOf({ kind: 'blur', radius })
    const whole = blurred(discs(), side, side, radius)
    const inner = 10
    const [left, top, wide] = [41, 44, inner + 2 * reach]
    const wider = new Uint8ClampedArray(wide * wide * 4)
    const picture = discs()
    const clamp = (value: number) => Math.min(Math.max(value, 0), side - 1)
    for (let y = 0; y < wide; y++) {
      for (let x = 0; x < wide; x++) {
        const from = (clamp(top - reach + y) * side + clamp(left - reach + x)) * 4
        wider.set(picture.subarray(from, from + 4), (y * wide + x) * 4)
      }
    }
    const part = blurred(wider, wide, wide, radius)
    for (let y = 0; y < inner; y++) {
      const from = ((reach + y) * wide + reach) * 4
      const at = ((top + y) * side + left) * 4
      expect(part.subarray(from, from + inner * 4)).toEqual(whole.subarray(at, at + inner * 4))
    }
  })

  it('of nothing changes nothing', () => {
    expect(blurred(discs(), side, side, 0)).toEqual(discs())
  })
})
