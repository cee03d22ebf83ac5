import { expect, it } from 'vitest'
import { layoutOf, neighbour, placeOf, visibleRows, zoomAt } from '#features/grids/sheet/layout.ts'

const axes = [{ values: ['1', '2', '3'] }, { values: ['a', 'b'] }, { values: ['x', 'y'] }]
const layout = layoutOf(axes, { width: 100, height: 50 })

it('cells lie beside and below one another, further sheets below', () => {
  expect(layout).toMatchObject({ columns: 3, rows: 2, sheets: 2, width: 308 })
  expect(placeOf(layout, 0)).toEqual({ x: 0, y: 32 })
  expect(placeOf(layout, 4)).toEqual({ x: 104, y: 86 })
  expect(placeOf(layout, 6)).toEqual({ x: 0, y: layout.sheetHeight + 32 })
  expect(layoutOf([{ values: ['1'] }], { width: 100, height: 50 })).toMatchObject({ width: 100, height: 50 })
})

it('only what the window shows is there', () => {
  expect(
    visibleRows(layout, { x: 0, y: 0 }, { width: 1000, height: 1000 }).flatMap(({ cells }) => cells),
  ).toHaveLength(12)
  expect(visibleRows(layout, { x: 105, y: 90 }, { width: 50, height: 20 })).toEqual([
    { row: 1, sheet: 0, cells: [4] },
  ])
  expect(visibleRows(layout, { x: 0, y: 99999 }, { width: 50, height: 20 })).toEqual([])
  const large = layoutOf([{ values: Array<string>(40).fill('') }, { values: Array<string>(25).fill('') }], {
    width: 256,
    height: 256,
  })
  expect(
    visibleRows(large, { x: 3000, y: 3000 }, { width: 800, height: 600 }).flatMap(({ cells }) => cells)
      .length,
  ).toBeLessThan(25)
})

it('what is under the pointer stays there', () => {
  const view = zoomAt({ x: 10, y: 20, zoom: 1 }, 2, { x: 30, y: 40 })
  expect(view).toEqual({ zoom: 2, x: 50, y: 80 })
  expect(zoomAt(view, 0.5, { x: 30, y: 40 })).toEqual({ x: 10, y: 20, zoom: 1 })
  expect(zoomAt(view, 1000, { x: 0, y: 0 }).zoom).toBe(8)
})

it('arrows go to the cells beside, across sheets too', () => {
  expect(neighbour(layout, 2, 'ArrowRight')).toBe(2)
  expect(neighbour(layout, 1, 'ArrowDown')).toBe(4)
  expect(neighbour(layout, 4, 'ArrowDown')).toBe(7)
  expect(neighbour(layout, 4, 'Home')).toBe(3)
  expect(neighbour(layout, 4, 'x')).toBeNull()
})
