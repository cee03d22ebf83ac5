import { describe, expect, it } from 'vitest'
import { regionWeights, sharesOf } from '#engine/tensor/region-shares.ts'

const side = 64
const mask = (at: (x: number, y: number) => number) => ({
  width: side,
  height: side,
  data: Uint8Array.from({ length: side * side }, (_, i) => at(i % side, Math.floor(i / side))),
})
const left = mask((x) => (x < 32 ? 255 : 0))
const right = mask((x) => (x < 32 ? 0 : 255))
const all = mask(() => 255)
const row = (cells: ArrayLike<number>) => Array.from(cells).slice(0, 8)
const weights = (area: Parameters<typeof regionWeights>[0]) => Float64Array.from(regionWeights(area, 8, 8))

describe('the weight of a region', () => {
  it('is all where its mask is white, up to the edges of the picture', () => {
    expect(new Set(regionWeights({ mask: all, weight: 1 }, 8, 8))).toEqual(new Set([1]))
    expect(new Set(regionWeights({ mask: all, weight: 0.5 }, 5, 9))).toEqual(new Set([0.5]))
  })

  it('is soft over four cells at an edge', () => {
    const soft = [1, 1, 15 / 16, 11 / 16, 5 / 16, 1 / 16, 0, 0]
    expect(row(regionWeights({ mask: left, weight: 1 }, 8, 8))).toEqual(soft)
  })

  it('is the mean of the mask under a cell, at any size of latents', () => {
    const grey = mask(() => 51)
    for (const value of regionWeights({ mask: grey, weight: 1 }, 12, 7)) expect(value).toBeCloseTo(0.2, 6)
  })
})

describe('shares', () => {
  it('are one region and the whole where it does not cover', () => {
    const [whole, own] = sharesOf([weights({ mask: left, weight: 1 })], 64)
    expect(row(own!)).toEqual([1, 1, 15 / 16, 11 / 16, 5 / 16, 1 / 16, 0, 0])
    expect(row(whole!)).toEqual([0, 0, 1 / 16, 5 / 16, 11 / 16, 15 / 16, 1, 1])
  })

  it('leave the whole nothing where regions cover everything', () => {
    const [whole, one, other] = sharesOf(
      [left, right].map((area) => weights({ mask: area, weight: 1 })),
      64,
    )
    expect(whole).toBeNull()
    one!.forEach((value, cell) => expect(value + other![cell]!).toBeCloseTo(1, 6))
  })

  it('are divided by weight where regions overlap', () => {
    const [whole, one, other] = sharesOf(
      [weights({ mask: all, weight: 2 }), weights({ mask: left, weight: 1 })],
      64,
    )
    expect(whole).toBeNull()
    expect(one![0]).toBeCloseTo(2 / 3, 6)
    expect(other![0]).toBeCloseTo(1 / 3, 6)
    expect([one![7], other![7]]).toEqual([1, 0])
  })

  it('mix with the whole below a weight of 1, and are nothing at 0', () => {
    const [whole, half] = sharesOf([weights({ mask: all, weight: 0.5 })], 64)
    expect([whole![0], half![0]]).toEqual([0.5, 0.5])
    const [rest, none] = sharesOf([weights({ mask: all, weight: 0 })], 64)
    expect(none).toBeNull()
    expect(rest![0]).toBe(1)
  })
})
