import { describe, expect, it } from 'vitest'
import { readPixels } from '#shared/document/pixel-transfer.ts'
import type { Pixels } from '#shared/document/pixels.ts'
import { adjustOutline, invertSelection } from '#shared/document/selection/adjust.ts'
import { combine } from '#shared/document/selection/combine.ts'
import { moveSelection } from '#shared/document/selection/move.ts'
import { pixelsOf, wholePage } from '#shared/document/selection/plane.ts'
import { ellipse, rectangle } from '#shared/document/selection/shapes.ts'

const page = { width: 600, height: 400 }
const left = rectangle({ x: 100, y: 100, width: 200, height: 100 }, page)
const right = rectangle({ x: 250, y: 150, width: 200, height: 100 }, page)

function count(selection: Pixels): number {
  return readPixels(selection, { x: 0, y: 0, ...page }).reduce((sum, value) => sum + value, 0) / 255
}

function bytes(selection: Pixels): Buffer {
  return Buffer.from(readPixels(selection, { x: 0, y: 0, ...page }).buffer)
}

function at(selection: Pixels, x: number, y: number): number {
  return readPixels(selection, { x, y, width: 1, height: 1 })[0] ?? 0
}

describe('a second shape', () => {
  const base = pixelsOf(left)
  it.each([
    ['replace', 20_000],
    ['add', 20_000 + 20_000 - 50 * 50],
    ['subtract', 20_000 - 50 * 50],
    ['intersect', 50 * 50],
  ] as const)('can %s', (mode, pixels) => {
    expect(count(combine(base, right, mode, page))).toBe(pixels)
  })

  it.each(['add', 'subtract', 'intersect'] as const)('changes nothing more when drawn twice (%s)', (mode) => {
    const soft = ellipse({ x: 220.5, y: 120.5, width: 150, height: 90 }, true, page)
    const once = combine(base, soft, mode, page)
    expect(bytes(combine(once, soft, mode, page)).equals(bytes(once))).toBe(true)
  })

  it('without a selection begins one, or is taken from the whole page', () => {
    expect(count(combine(null, left, 'add', page))).toBe(20_000)
    expect(count(combine(null, left, 'intersect', page))).toBe(20_000)
    expect(count(combine(null, left, 'subtract', page))).toBe(600 * 400 - 20_000)
  })

  it('leaves no tile behind where nothing is selected', () => {
    expect(combine(base, left, 'subtract', page).tiles.size).toBe(0)
  })

  it('shares the tiles that it does not touch', () => {
    const wide = wholePage(page)
    const changed = combine(wide, rectangle({ x: 10, y: 10, width: 20, height: 20 }, page), 'subtract', page)
    const shared = [...wide.tiles].filter(([key, tile]) => changed.tiles.get(key) === tile)
    expect(shared.length).toBe(wide.tiles.size - 1)
  })
})

describe('the outline', () => {
  it('grows by whole pixels, with round corners, and shrinks back', () => {
    const base = pixelsOf(left)
    const grown = adjustOutline(base, 'grow', 10, page)
    expect([at(grown, 90, 150), at(grown, 89, 150)]).toEqual([255, 0])
    expect(at(grown, 91, 91)).toBe(0)
    const exact = 20_000 + 2 * 10 * 300 + Math.PI * 100
    expect(Math.abs(count(grown) - exact)).toBeLessThan(exact * 0.002)
    const back = adjustOutline(grown, 'shrink', 10, page)
    expect(Math.abs(count(back) - 20_000)).toBeLessThan(20)
  })

  it('keeps soft edges as soft as they are when it grows', () => {
    const soft = pixelsOf(ellipse({ x: 200.3, y: 150.4, width: 101, height: 81 }, true, page))
    const grown = count(adjustOutline(soft, 'grow', 12, page))
    const ideal = count(pixelsOf(ellipse({ x: 188.3, y: 138.4, width: 125, height: 105 }, true, page)))
    // The parallel of an ellipse is almost an ellipse.
    expect(Math.abs(grown - ideal) / ideal).toBeLessThan(0.01)
  })

  it('does not come in from the edge of the page', () => {
    const whole = adjustOutline(wholePage(page), 'shrink', 20, page)
    expect(count(whole)).toBe(600 * 400)
    expect(count(adjustOutline(wholePage(page), 'feather', 20, page))).toBe(600 * 400)
  })

  it('is a bell when feathered: half at the edge, and about 84 % one radius inside', () => {
    const wide = pixelsOf(rectangle({ x: 100, y: 50, width: 400, height: 300 }, page))
    const soft = adjustOutline(wide, 'feather', 20, page)
    const edge = (at(soft, 99, 200) + at(soft, 100, 200)) / 2
    expect(Math.abs(edge - 127.5)).toBeLessThan(1.5)
    expect(Math.abs(at(soft, 120, 200) / 255 - 0.84)).toBeLessThan(0.02)
    expect(Math.abs(at(soft, 80, 200) / 255 - 0.16)).toBeLessThan(0.02)
    expect(at(soft, 300, 200)).toBe(255)
  })

  it('becomes a band', () => {
    const band = adjustOutline(pixelsOf(left), 'border', 8, page)
    expect([at(band, 95, 150), at(band, 96, 150), at(band, 103, 150), at(band, 104, 150)]).toEqual([
      0, 255, 255, 0,
    ])
  })

  it('loses its specks when it is smoothed, but stays where it was', () => {
    const speck = combine(
      pixelsOf(left),
      rectangle({ x: 500, y: 50, width: 3, height: 3 }, page),
      'add',
      page,
    )
    const smooth = adjustOutline(speck, 'smooth', 6, page)
    expect(at(smooth, 501, 51)).toBe(0)
    expect(at(smooth, 200, 102)).toBeGreaterThan(240)
    expect(at(smooth, 200, 97)).toBeLessThan(15)
    expect(at(smooth, 100, 100)).toBeLessThan(128)
  })

  it('can be moved, and leaves the page', () => {
    expect(count(moveSelection(pixelsOf(left), -150, 7, page))).toBe(150 * 100)
    expect(moveSelection(pixelsOf(left), -600, 0, page).tiles.size).toBe(0)
  })

  it('can be turned inside out', () => {
    const inverse = invertSelection(pixelsOf(left), page)
    expect(count(inverse)).toBe(600 * 400 - 20_000)
    expect(bytes(invertSelection(inverse, page)).equals(bytes(pixelsOf(left)))).toBe(true)
    expect(invertSelection(null, page).tiles.size).toBe(0)
  })
})
