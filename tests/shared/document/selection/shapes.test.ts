import { describe, expect, it } from 'vitest'
import type { Plane } from '#shared/document/selection/plane.ts'
import { polygon } from '#shared/document/selection/polygon.ts'
import { ellipse, rectangle } from '#shared/document/selection/shapes.ts'

const page = { width: 400, height: 300 }

function total({ data }: Plane): number {
  return data.reduce((sum, value) => sum + value, 0) / 255
}

function at({ area, data }: Plane, x: number, y: number): number {
  return data[(y - area.y) * area.width + x - area.x] ?? 0
}

describe('a rectangle', () => {
  it('covers whole pixels on the page', () => {
    expect(rectangle({ x: 10.4, y: 9.6, width: 20, height: 5 }, page)).toMatchObject({
      area: { x: 10, y: 10, width: 20, height: 5 },
    })
    const over = rectangle({ x: -50, y: 290, width: 100, height: 100 }, page)
    expect(over.area).toEqual({ x: 0, y: 290, width: 50, height: 10 })
    expect(total(over)).toBe(500)
    expect(rectangle({ x: 500, y: 0, width: 9, height: 9 }, page).area.width).toBe(0)
  })
})

describe('an ellipse', () => {
  it.each([
    [120, 80],
    [31, 31],
    [5, 9],
  ])('of %i × %i covers what geometry says, within a third of a percent', (width, height) => {
    const covered = total(ellipse({ x: 40, y: 30, width, height }, true, page))
    const exact = (Math.PI * width * height) / 4
    expect(Math.abs(covered - exact) / exact).toBeLessThan(0.0034)
  })

  it('has soft edges with antialiasing and hard ones without', () => {
    const area = { x: 40.3, y: 30.6, width: 81, height: 53 }
    const partial = (plane: Plane) => plane.data.filter((value) => value > 0 && value < 255).length
    expect(partial(ellipse(area, true, page))).toBeGreaterThan(100)
    expect(partial(ellipse(area, false, page))).toBe(0)
  })
})

describe('a polygon', () => {
  it('covers slanted edges by the share of each pixel that lies inside', () => {
    const triangle = polygon(
      [
        { x: 10, y: 10 },
        { x: 30, y: 10 },
        { x: 10, y: 30 },
      ],
      true,
      page,
    )
    expect(total(triangle)).toBeCloseTo(200, 0)
    expect(at(triangle, 12, 12)).toBe(255)
    // The slanted edge halves the pixels of the diagonal.
    expect(at(triangle, 20, 19)).toBeGreaterThan(119)
    expect(at(triangle, 20, 19)).toBeLessThan(136)
  })

  it('is exact for edges that cut pixels upright', () => {
    const slab = polygon(
      [
        { x: 10.25, y: 5 },
        { x: 20.5, y: 5 },
        { x: 20.5, y: 9 },
        { x: 10.25, y: 9 },
      ],
      true,
      page,
    )
    expect(at(slab, 10, 6)).toBe(191)
    expect(at(slab, 15, 6)).toBe(255)
    expect(at(slab, 20, 6)).toBe(128)
  })

  it('counts what it goes round twice, or the other way, as inside', () => {
    const star = [0, 2, 4, 1, 3].map((corner) => ({
      x: 100 + 50 * Math.sin((corner / 5) * 2 * Math.PI),
      y: 100 - 50 * Math.cos((corner / 5) * 2 * Math.PI),
    }))
    expect(at(polygon(star, true, page), 100, 100)).toBe(255)
    expect([...polygon(star.toReversed(), true, page).data]).toEqual([...polygon(star, true, page).data])
  })

  it('is cut off at the page and nothing beside it', () => {
    const wide = [
      { x: -100, y: -100 },
      { x: 900, y: -100 },
      { x: 900, y: 900 },
      { x: -100, y: 900 },
    ]
    expect(total(polygon(wide, true, page))).toBe(400 * 300)
    expect(total(polygon(wide.slice(0, 2), true, page))).toBe(0)
  })
})
