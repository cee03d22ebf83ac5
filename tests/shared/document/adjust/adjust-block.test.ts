import { describe, expect, it } from 'vitest'
import { adjustBlock, neutralAdjustment, reachOf } from '#shared/document/adjust/index.ts'
import { Adjustment } from '#shared/entities/adjustment.ts'

const one = (r: number, g: number, b: number, a = 255) => new Uint8ClampedArray([r, g, b, a])
const adjusted = (rgba: Uint8ClampedArray, adjustment: Adjustment) => {
  adjustBlock(rgba, 1, 1, adjustment)
  return [...rgba]
}
const curves = (part: Partial<Extract<Adjustment, { kind: 'curves' }>>): Adjustment =>
  Adjustment.parse({ ...neutralAdjustment('curves'), ...part })

/** Bytes that look random and are the same each time. */
function noise(length: number): Uint8ClampedArray {
  let state = 1
  return Uint8ClampedArray.from({ length }, () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state >> 16
  })
}

describe('levels', () => {
  it('stretch, bend and lay out values by the usual formula', () => {
    const levels = Adjustment.parse({
      kind: 'levels',
      inBlack: 50,
      inWhite: 200,
      gamma: 2,
      outBlack: 10,
      outWhite: 110,
    })
    // (125 − 50) / 150 = ½, √½ = 0.7071, 10 + 70.71
    expect(adjusted(one(125, 50, 200), levels)).toEqual([81, 10, 110, 255])
    expect(adjusted(one(0, 255, 49), levels)).toEqual([10, 110, 10, 255])
  })

  it('with black at white are a threshold', () => {
    const levels = Adjustment.parse({ kind: 'levels', inBlack: 100, inWhite: 100 })
    expect(adjusted(one(100, 101, 99), levels)).toEqual([0, 255, 0, 255])
  })
})

describe('curves', () => {
  it('bend all channels and then each by its own', () => {
    const inverted = [
      { x: 0, y: 255 },
      { x: 255, y: 0 },
    ]
    expect(adjusted(one(10, 20, 30), curves({ all: inverted }))).toEqual([245, 235, 225, 255])
    expect(adjusted(one(10, 20, 30), curves({ all: inverted, green: inverted }))).toEqual([245, 20, 225, 255])
  })
})

describe('hue, saturation and lightness', () => {
  const shift = (hue: number, saturation = 0, lightness = 0): Adjustment => ({
    kind: 'hue-saturation',
    ...{ hue, saturation, lightness },
  })

  it('turn the primaries into each other', () => {
    expect(adjusted(one(255, 0, 0), shift(120))).toEqual([0, 255, 0, 255])
    expect(adjusted(one(255, 0, 0), shift(-120))).toEqual([0, 0, 255, 255])
    expect(adjusted(one(255, 0, 0), shift(60))).toEqual([255, 255, 0, 255])
    expect(adjusted(one(200, 100, 50), shift(180))).toEqual([50, 150, 200, 255])
  })

  it('take all colour, all light, or none of either', () => {
    expect(adjusted(one(200, 100, 50), shift(0, -100))).toEqual([125, 125, 125, 255])
    expect(adjusted(one(200, 100, 50), shift(0, 0, -100))).toEqual([0, 0, 0, 255])
    expect(adjusted(one(200, 100, 50), shift(0, 0, 100))).toEqual([255, 255, 255, 255])
    expect(adjusted(one(255, 255, 255), shift(90, 100))).toEqual([255, 255, 255, 255])
  })

  it('at rest give every colour back', () => {
    const colours = noise(40_000)
    const before = colours.slice()
    adjustBlock(colours, 100, 100, shift(0))
    expect(colours).toEqual(before)
  })
})

describe('every adjustment', () => {
  it('leaves what is clear as it is, so that blank tiles stay blank', () => {
    const lifted = Adjustment.parse({ kind: 'levels', outBlack: 90 })
    expect(adjusted(one(0, 0, 0, 0), lifted)).toEqual([0, 0, 0, 0])
    expect(
      adjusted(one(0, 0, 0, 0), { kind: 'hue-saturation', hue: 0, saturation: 0, lightness: 50 }),
    ).toEqual([0, 0, 0, 0])
  })

  it('needs no surroundings but for a blur: three standard deviations', () => {
    expect(reachOf(neutralAdjustment('levels'))).toBe(0)
    expect(reachOf(neutralAdjustment('curves'))).toBe(0)
    expect(reachOf(neutralAdjustment('hue-saturation'))).toBe(0)
    expect(reachOf({ kind: 'blur', radius: 8 })).toBe(24)
    expect(reachOf({ kind: 'blur', radius: 0 })).toBe(0)
  })
})
