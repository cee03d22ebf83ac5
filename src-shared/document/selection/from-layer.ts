import type { Layer } from '../canvas-document.ts'
import { contentBounds, readPixels } from '../pixel-transfer.ts'
import { type Pixels, emptyPixels } from '../pixels.ts'
import { type Page, type Plane, newPlane, onPage, pixelsOf } from './plane.ts'

/** What a layer covers on the page: a picture's alpha, a mask's coverage. */
export function coverageOf(layer: Layer, page: Page): Plane {
  const bounds = contentBounds(layer.pixels)
  const area = bounds && onPage({ ...bounds, x: bounds.x + layer.x, y: bounds.y + layer.y }, page)
  if (!area) return newPlane({ x: 0, y: 0, width: 0, height: 0 })
  const block = readPixels(layer.pixels, { ...area, x: area.x - layer.x, y: area.y - layer.y })
  if (layer.pixels.channels === 1) return { area, data: block }
  const plane = newPlane(area)
  for (let at = 0; at < plane.data.length; at++) plane.data[at] = block[at * 4 + 3] ?? 0
  return plane
}

export function selectionFrom(layer: Layer, page: Page): Pixels {
  const plane = coverageOf(layer, page)
  return plane.area.width > 0 ? pixelsOf(plane) : emptyPixels(1)
}
