import { describe, expect, it } from 'vitest'
import { newDocument, newLayer } from '#shared/document/canvas-document.ts'
import { Kept } from '#editor/render/cells/canvases.ts'
import { cellBounds, cellKey, cellsIn, levelFor, toLevel } from '#editor/render/cells/level.ts'
import { regionTints } from '#editor/render/tints.ts'

describe('levels', () => {
  it('are as coarse as the screen allows, never coarser', () => {
    expect([32, 1, 0.99, 0.51, 0.5, 0.3, 0.25, 0.2, 0.0625, 0.05].map(levelFor)).toEqual([
      0, 0, 0, 0, 1, 1, 2, 2, 4, 4,
    ])
  })

  it('cover an area with cells, left of the page too', () => {
    const cells = cellsIn({ x: -1, y: 255, width: 258, height: 2 }, 1)
    expect(cells.map(({ column, row }) => [column, row])).toEqual([
      [-1, 0],
      [0, 0],
      [1, 0],
      [-1, 1],
      [0, 1],
      [1, 1],
    ])
    expect(cellBounds(cells[0]!)).toEqual({ x: -512, y: 0, width: 512, height: 512 })
    expect(new Set(cells.map(cellKey)).size).toBe(6)
    expect(cellsIn({ x: 0, y: 0, width: 256, height: 256 }, 0)).toHaveLength(1)
  })

  it('hold every pixel that an area touches', () => {
    expect(toLevel({ x: 3, y: -3, width: 2, height: 2 }, 2)).toEqual({ x: 0, y: -1, width: 2, height: 1 })
  })
})

describe('what is kept', () => {
  it('forgets the longest unused', () => {
    const kept = new Kept<string, number>(2)
    kept.set('a', 1)
    kept.set('b', 2)
    kept.get('a')
    kept.set('c', 3)
    expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual([1, undefined, 3])
  })
})

describe('regions', () => {
  const documentOf = (ids: string[]) => ({
    ...newDocument('d'),
    order: ids,
    layers: Object.fromEntries(ids.map((id) => [id, newLayer(id, 'region', id)])),
  })

  it('have colours of their own that stay when they change places', () => {
    const ids = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight']
    const tints = regionTints(documentOf(ids))
    expect(new Set([...tints.values()].map(String)).size).toBe(8)
    expect(regionTints(documentOf(ids.toReversed()))).toEqual(tints)
  })
})
