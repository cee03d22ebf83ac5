import { describe, expect, it } from 'vitest'
import { addMiddlePoint, addPoint, movePoint, removePoint } from '#features/adjustments/curve-points.ts'
import { straightCurve } from '#shared/document/adjust/index.ts'
import { Adjustment, type Curve } from '#shared/entities/adjustment.ts'
import { randomFrom } from '#tests/shared/document/layers/random-tree.ts'

describe('the points of a curve', () => {
  it('are added where they belong, in whole values', () => {
    const { curve, at } = addPoint(straightCurve, { x: 99.6, y: 140.2 })
    expect([curve, at]).toEqual([[straightCurve[0], { x: 100, y: 140 }, straightCurve[1]], 1])
    expect(addPoint(curve, { x: 100.3, y: 9 })).toEqual({ curve, at: 1 })
  })

  it('never pass one another, and stay in the square', () => {
    const { curve } = addPoint(straightCurve, { x: 100, y: 100 })
    expect(movePoint(curve, 1, { x: 400, y: -7 })[1]).toEqual({ x: 254, y: 0 })
    expect(movePoint(curve, 0, { x: 180, y: 300 })[0]).toEqual({ x: 99, y: 255 })
  })

  it('are never fewer than two nor more than sixteen', () => {
    expect(removePoint(straightCurve, 0)).toEqual({ curve: straightCurve, at: 0 })
    let curve: Curve = straightCurve
    for (let i = 0; i < 40; i++) curve = addMiddlePoint(curve).curve
    expect(curve).toHaveLength(16)
  })

  it('added on the curve do not bend it', () => {
    expect(addMiddlePoint(straightCurve).curve[1]).toEqual({ x: 128, y: 128 })
  })

  it('make a curve that can be kept, whatever is done with them', () => {
    const random = randomFrom(3)
    let curve: Curve = straightCurve
    for (let i = 0; i < 500; i++) {
      const at = random(curve.length)
      const to = { x: random(300) - 20, y: random(300) - 20 }
      curve =
        [addPoint(curve, to).curve, movePoint(curve, at, to), removePoint(curve, at).curve][random(3)] ??
        curve
      const kept = Adjustment.safeParse({ kind: 'curves', all: curve, red: curve, green: curve, blue: curve })
      expect(kept.success).toBe(true)
      const rising = curve.every(({ x }, index) => index === 0 || x > (curve[index - 1]?.x ?? 0))
      expect(rising).toBe(true)
    }
  })
})
