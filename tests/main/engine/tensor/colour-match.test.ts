import { describe, expect, it } from 'vitest'
import { matchColours } from '#engine/tensor/colour-match.ts'

const side = 64

function picture(colour: (x: number, y: number) => readonly [number, number, number]) {
  const data = Uint8Array.from({ length: side * side * 3 }, (_none, i) => {
    const pixel = Math.floor(i / 3)
    return colour(pixel % side, Math.floor(pixel / side))[i % 3]!
  })
  return { width: side, height: side, data }
}

const inside = (x: number, y: number) => x >= 20 && x < 44 && y >= 20 && y < 44
const mask = {
  width: side,
  height: side,
  data: Uint8Array.from({ length: side * side }, (_none, i) =>
    inside(i % side, Math.floor(i / side)) ? 255 : 0,
  ),
}

describe('matching colours', () => {
  const known = picture((x, y) => [60 + x, 90 + y, 120 + ((x * y) % 40)])

  it('takes back a shift that the ring shows, inside the mask too', () => {
    const shifted = { ...known, data: known.data.map((value, i) => value + [14, -9, 6][i % 3]!) }
    const error = (data: Uint8Array) =>
      data.reduce((sum, value, i) => sum + Math.abs(value - known.data[i]!), 0) / data.length
    expect(error(shifted.data)).toBeGreaterThan(9)
    expect(error(matchColours(shifted, known, mask).data)).toBeLessThan(2)
  })

  it('leaves what needs none as it is, to a rounding', () => {
    const { data } = matchColours(known, known, mask)
    data.forEach((value, i) => expect(Math.abs(value - known.data[i]!)).toBeLessThanOrEqual(1))
  })

  it('keeps what is new inside the mask: only the ring decides', () => {
    const made = picture((x, y) => (inside(x, y) ? [250, 10, 10] : [60 + x, 90 + y, 120 + ((x * y) % 40)]))
    const { data } = matchColours(made, known, mask)
    const middle = (32 * side + 32) * 3
    expect([...data.slice(middle, middle + 3)]).toEqual([250, 10, 10])
  })

  it('says nothing where nothing is around the mask', () => {
    const whole = { ...mask, data: mask.data.map(() => 255) }
    const other = picture(() => [1, 2, 3])
    expect(matchColours(other, known, whole)).toBe(other)
  })
})
