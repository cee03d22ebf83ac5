import { describe, expect, it } from 'vitest'
import type { Pixels } from '#shared/document/pixels.ts'
import { combine } from '#shared/document/selection/combine.ts'
import { type EdgeCache, selectionEdges } from '#shared/document/selection/outline.ts'
import { pixelsOf } from '#shared/document/selection/plane.ts'
import { rectangle } from '#shared/document/selection/shapes.ts'

const page = { width: 1024, height: 1024 }
const everywhere = { x: 0, y: 0, ...page }

function lines(selection: Pixels, step = 1, cache: EdgeCache = new WeakMap()): number[][] {
  return selectionEdges(selection, everywhere, step, cache).flatMap((edges) =>
    Array.from({ length: edges.length / 4 }, (_none, at) => edges.slice(at * 4, at * 4 + 4)),
  )
}

function length(found: readonly number[][]): number {
  return found.reduce(
    (sum, [x0 = 0, y0 = 0, x1 = 0, y1 = 0]) => sum + Math.abs(x1 - x0) + Math.abs(y1 - y0),
    0,
  )
}

describe('the outline of a selection', () => {
  it('of a rectangle has its four sides', () => {
    const selection = pixelsOf(rectangle({ x: 20, y: 30, width: 50, height: 40 }, page))
    expect(lines(selection)).toEqual([
      [20, 30, 70, 30],
      [20, 70, 70, 70],
      [20, 30, 20, 70],
      [70, 30, 70, 70],
    ])
  })

  it('goes on over tiles, and shows no seam between them', () => {
    const selection = pixelsOf(rectangle({ x: 200, y: 200, width: 400, height: 56 }, page))
    expect(length(lines(selection))).toBe(2 * (400 + 56))
    const whole = pixelsOf(rectangle({ x: 0, y: 0, width: 1024, height: 1024 }, page))
    expect(length(lines(whole))).toBe(4 * 1024)
  })

  it('is coarser, and no longer, where the view is small', () => {
    const selection = pixelsOf(rectangle({ x: 64, y: 64, width: 320, height: 160 }, page))
    expect(length(lines(selection, 8))).toBe(2 * (320 + 160))
    expect(lines(selection, 32).length).toBeLessThanOrEqual(lines(selection).length)
  })

  it('is found anew only where a tile changed', () => {
    const cache: EdgeCache = new WeakMap()
    const selection = pixelsOf(rectangle({ x: 10, y: 10, width: 900, height: 900 }, page))
    const before = selectionEdges(selection, everywhere, 1, cache)
    const changed = combine(
      selection,
      rectangle({ x: 50, y: 50, width: 9, height: 9 }, page),
      'subtract',
      page,
    )
    const after = selectionEdges(changed, everywhere, 1, cache)
    const same = after.filter((edges) => before.includes(edges))
    expect(same.length).toBeGreaterThanOrEqual(before.length - 3)
    expect(length(lines(changed))).toBe(4 * 900 + 4 * 9)
  })
})
