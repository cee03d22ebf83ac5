import { describe, expect, it } from 'vitest'
import { curveTable, straightCurve } from '#shared/document/adjust/index.ts'

describe('a curve', () => {
  it('that is straight changes nothing', () => {
    expect([...curveTable(straightCurve)]).toEqual(Array.from({ length: 256 }, (_, i) => i))
  })

  it('goes through its points and is level beyond them', () => {
    const table = curveTable([
      { x: 20, y: 40 },
      { x: 100, y: 180 },
      { x: 200, y: 190 },
    ])
    expect([table[0], table[20], table[100], table[200], table[255]]).toEqual([40, 40, 180, 190, 190])
  })

  it('never leaves the range of the two points around it', () => {
    const points = [
      { x: 0, y: 0 },
      { x: 30, y: 5 },
      { x: 40, y: 230 },
      { x: 120, y: 232 },
      { x: 180, y: 60 },
      { x: 255, y: 255 },
    ]
    const table = curveTable(points)
    for (let x = 0; x < 256; x++) {
      const right = points.findIndex((point) => point.x >= x)
      const [a, b] = [points[Math.max(0, right - 1)], points[right]]
      const [low, high] = [Math.min(a?.y ?? 0, b?.y ?? 0), Math.max(a?.y ?? 0, b?.y ?? 0)]
      expect(table[x]).toBeGreaterThanOrEqual(low)
      expect(table[x]).toBeLessThanOrEqual(high)
    }
  })

  it('is smooth, as the interpolation of Fritsch and Butland gives it', () => {
    // scipy.interpolate.PchipInterpolator([0, 64, 192, 255], [0, 32, 224, 255]) at 16, 32, 96, 128, 160, 224.
    const table = curveTable([
      { x: 0, y: 0 },
      { x: 64, y: 32 },
      { x: 192, y: 224 },
      { x: 255, y: 255 },
    ])
    expect([16, 32, 96, 128, 160, 224].map((x) => table[x])).toEqual([4, 12, 71, 128, 186, 244])
  })
})
