import { describe, expect, it } from 'vitest'
import { readHex } from '#editor/colour/hex-field.tsx'
import { fromHsv, toHsv } from '#editor/colour/hsv.ts'
import { newSession, withUsedColour } from '#editor/session.ts'

describe('a colour', () => {
  it('is the same after hue, saturation and value', () => {
    for (const colour of [
      [209, 73, 91],
      [0, 0, 0],
      [255, 255, 255],
      [17, 18, 200],
      [1, 254, 3],
      [128, 127, 128],
    ] as const) {
      expect(fromHsv(toHsv(colour))).toEqual(colour)
    }
    expect(toHsv([0, 255, 0])).toEqual({ hue: 120, saturation: 1, value: 1 })
  })

  it('is read from three and six digits, and from nothing else', () => {
    expect(readHex('#A1b2C3')).toBe('#a1b2c3')
    expect(readHex(' f80 ')).toBe('#ff8800')
    expect(readHex('red')).toBeNull()
    expect(readHex('#12345')).toBeNull()
  })

  it('is known as used last, once', () => {
    const session = ['#111111', '#222222', '#111111'].reduce(withUsedColour, newSession())
    expect(session.recentColours).toEqual(['#111111', '#222222'])
  })
})
