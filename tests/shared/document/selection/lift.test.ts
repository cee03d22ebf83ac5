import { describe, expect, it } from 'vitest'
import { type Layer, newLayer } from '#shared/document/canvas-document.ts'
import { pixelsFrom, readPixels } from '#shared/document/pixel-transfer.ts'
import { partLayer } from '#shared/document/selection/lift.ts'
import { pixelsOf } from '#shared/document/selection/plane.ts'
import { ellipse, rectangle } from '#shared/document/selection/shapes.ts'
import { selectionFrom } from '#shared/document/selection/from-layer.ts'
import { layOver } from '#shared/document/transform/lay-over.ts'
import { shiftPixels } from '#shared/document/transform/shift-pixels.ts'

const page = { width: 512, height: 512 }
const area = { x: 0, y: 0, width: 300, height: 280 }

function same(a: Uint8ClampedArray<ArrayBuffer>, b: Uint8ClampedArray<ArrayBuffer>): boolean {
  return Buffer.from(a.buffer).equals(Buffer.from(b.buffer))
}

/** A layer at (40, 30) with noise in it. */
function noisy(): Layer {
  const block = new Uint8ClampedArray(area.width * area.height * 4)
  for (let at = 0; at < block.length; at++) block[at] = at % 4 === 3 ? 255 : (at * 7919) % 251
  return { ...newLayer('noisy', 'raster', 'Noise'), x: 40, y: 30, pixels: pixelsFrom(block, area, 4) }
}

describe('parting a layer', () => {
  it('takes what is selected, and put back it is as it was', () => {
    const layer = noisy()
    const selection = pixelsOf(rectangle({ x: 100, y: 90, width: 150, height: 120 }, page))
    const { lifted, left } = partLayer(layer, selection)
    expect(readPixels(left, { x: 60, y: 60, width: 1, height: 1 })[3]).toBe(0)
    const back = layOver(left, shiftPixels(lifted, -40, -30))
    expect(same(readPixels(back, area), readPixels(layer.pixels, area))).toBe(true)
  })

  it('takes soft edges in part, and no alpha is lost', () => {
    const layer = noisy()
    const selection = pixelsOf(ellipse({ x: 100.3, y: 90.7, width: 90, height: 60 }, true, page))
    const { lifted, left } = partLayer(layer, selection)
    const here = readPixels(shiftPixels(lifted, -40, -30), area)
    const rest = readPixels(left, area)
    let partial = 0
    for (let at = 3; at < rest.length; at += 4) {
      const [taken, kept] = [here[at] ?? 0, rest[at] ?? 0]
      if (Math.abs(taken + kept - 255) > 1) expect.fail(`${String(taken)} + ${String(kept)} at ${String(at)}`)
      if (taken > 0 && taken < 255) partial++
    }
    expect(partial).toBeGreaterThan(50)
  })

  it('shares the tiles that nothing is taken from, and takes all without a selection', () => {
    const layer = noisy()
    const selection = pixelsOf(rectangle({ x: 50, y: 40, width: 9, height: 9 }, page))
    const { left } = partLayer(layer, selection)
    const shared = [...layer.pixels.tiles].filter(([key, tile]) => left.tiles.get(key) === tile)
    expect(shared.length).toBe(layer.pixels.tiles.size - 1)
    const all = partLayer(layer, null)
    expect(all.left.tiles.size).toBe(0)
    expect(same(readPixels(all.lifted, { ...area, x: 40, y: 30 }), readPixels(layer.pixels, area))).toBe(true)
  })
})

describe('a selection from a layer', () => {
  it('is its alpha, where it lies on the page', () => {
    const selection = selectionFrom({ ...noisy(), x: -100 }, page)
    expect(readPixels(selection, { x: 0, y: 30, width: 200, height: 280 }).every((v) => v === 255)).toBe(true)
    expect(readPixels(selection, { x: 200, y: 0, width: 100, height: 300 }).every((v) => v === 0)).toBe(true)
  })
})
