import { type Page, type Plane, newPlane } from '#shared/document/selection/plane.ts'
import { polygon } from '#shared/document/selection/polygon.ts'
import { rectangle } from '#shared/document/selection/shapes.ts'
import type { Point } from '#editor/camera.ts'
import { union } from '#editor/pixels/rectangles.ts'
import { type Shape, capsule, outlineOf } from './outline.ts'

export interface ShapeSettings {
  readonly kind: Shape['kind']
  readonly filled: boolean
  readonly outlined: boolean
  /** Of the outline, in pixels; the outline of a box lies inside of it. */
  readonly width: number
  /** Of a rectangle's corners. */
  readonly radius: number
}

/** What the inside and the outline of a shape cover; null for what it has not. */
export interface ShapePlanes {
  readonly inside: Plane | null
  readonly outline: Plane | null
}

export function shapePlanes(shape: Shape, settings: ShapeSettings, page: Page): ShapePlanes {
  if ('box' in shape) return boxPlanes(shape, settings, page)
  const closed = shape.kind === 'polygon' && shape.points.length > 2
  const inside = closed && settings.filled ? polygon(shape.points, true, page) : null
  const drawn = settings.outlined || !inside
  return { inside, outline: drawn ? strokePlane(shape.points, closed, settings.width, page) : null }
}

function boxPlanes(
  shape: Extract<Shape, { box: unknown }>,
  { filled, outlined, width, radius }: ShapeSettings,
  page: Page,
): ShapePlanes {
  const outer = outlineOf(shape.kind, shape.box, 0, radius)
  if (!outer) return { inside: null, outline: null }
  const plain = shape.kind === 'rectangle' && radius === 0
  const whole = plain ? rectangle(shape.box, page) : polygon(outer, true, page)
  if (!outlined) return { inside: filled ? whole : null, outline: null }
  const inner = outlineOf(shape.kind, shape.box, width, radius)
  const outline = inner ? subtract(whole, polygon(inner, true, page)) : whole
  return { inside: filled ? whole : null, outline }
}

/** The line through all points, each part with round ends. */
function strokePlane(points: readonly Point[], closed: boolean, width: number, page: Page): Plane {
  const ends = closed ? [...points.slice(1), points[0]!] : points.slice(1)
  const parts = ends.map((to, i) => polygon(capsule(points[i]!, to, width), true, page))
  return parts.reduce(join, newPlane({ x: 0, y: 0, width: 0, height: 0 }))
}

function subtract(from: Plane, inner: Plane): Plane {
  const data = from.data.slice()
  each(inner, from, (value, at) => (data[at] = data[at]! - value))
  return { area: from.area, data }
}

function join(a: Plane, b: Plane): Plane {
  if (a.data.length === 0 || b.data.length === 0) return a.data.length === 0 ? b : a
  const plane = newPlane(union(a.area, b.area) ?? a.area)
  for (const part of [a, b]) {
    each(part, plane, (value, at) => (plane.data[at] = Math.max(plane.data[at]!, value)))
  }
  return plane
}

/** Each byte of `part`, and where it lies in the plane around it. */
function each(part: Plane, whole: Plane, then: (value: number, at: number) => void): void {
  for (let y = 0; y < part.area.height; y++) {
    const row = (part.area.y + y - whole.area.y) * whole.area.width + part.area.x - whole.area.x
    for (let x = 0; x < part.area.width; x++) then(part.data[y * part.area.width + x]!, row + x)
  }
}
