import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Page, type Plane, newPlane, onPage } from './plane.ts'
import { polygon } from './polygon.ts'

/** Whole pixels: a rectangle's sides are crisp. */
export function rectangle(area: Rectangle, page: Page): Plane {
  const x = Math.round(area.x)
  const y = Math.round(area.y)
  const width = Math.round(area.x + area.width) - x
  const height = Math.round(area.y + area.height) - y
  const plane = newPlane(onPage({ x, y, width, height }, page) ?? { x: 0, y: 0, width: 0, height: 0 })
  plane.data.fill(255)
  return plane
}

/** The ellipse that touches the sides of `area`, as a polygon that is never off by more than 1/20 pixel. */
export function ellipse(area: Rectangle, antialias: boolean, page: Page): Plane {
  const [rx, ry] = [area.width / 2, area.height / 2]
  const corners = Math.max(128, Math.ceil(10 * Math.sqrt(Math.max(rx, ry))))
  const points = Array.from({ length: corners }, (_none, index) => {
    const angle = (index / corners) * 2 * Math.PI
    return { x: area.x + rx + rx * Math.cos(angle), y: area.y + ry + ry * Math.sin(angle) }
  })
  return polygon(points, antialias, page)
}
