import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Point } from '../camera.ts'

/** Side of a handle in CSS pixels, and how far from its middle a press still takes it. */
export const handleSide = 9
const reach = 10

/** How near the page's edge draws the box to it, in CSS pixels. */
export const snapDistance = 8

/** Smallest side of the box in document pixels. */
export const minBoxSide = 64

/** A handle by its place on the box: 0 left or top, 0.5 the middle, 1 right or bottom. */
export interface BoxHandle {
  readonly x: 0 | 0.5 | 1
  readonly y: 0 | 0.5 | 1
}

export const boxHandles: readonly BoxHandle[] = [
  { x: 0, y: 0 },
  { x: 0.5, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 0.5 },
  { x: 1, y: 1 },
  { x: 0.5, y: 1 },
  { x: 0, y: 1 },
  { x: 0, y: 0.5 },
]

/** The handle under `point`, or null. */
export function handleAt(box: Rectangle, point: Point, zoom: number): BoxHandle | null {
  const near = reach / zoom
  return (
    boxHandles.find(
      (handle) =>
        Math.abs(point.x - box.x - box.width * handle.x) <= near &&
        Math.abs(point.y - box.y - box.height * handle.y) <= near,
    ) ?? null
  )
}

/** The box with `handle` dragged by (dx, dy); the opposite side stays. Sides are whole pixels, at least 64. */
export function dragHandle(box: Rectangle, handle: BoxHandle, dx: number, dy: number): Rectangle {
  const [x, width] = dragSide(box.x, box.width, handle.x, Math.round(dx))
  const [y, height] = dragSide(box.y, box.height, handle.y, Math.round(dy))
  return { x, y, width, height }
}

function dragSide(start: number, length: number, side: 0 | 0.5 | 1, by: number): readonly [number, number] {
  if (side === 0.5) return [start, length]
  const wanted = Math.max(minBoxSide, side === 0 ? length - by : length + by)
  return [side === 0 ? start + length - wanted : start, wanted]
}

/**
 * Keeps at least a corner of the box, 64 pixels a side, on the page: beyond its edge the picture can be gone on with.
 * Sides that come within `snap` document pixels of the page's edge go to it.
 */
export function keepNearPage(
  box: Rectangle,
  page: { readonly width: number; readonly height: number },
  snap = 0,
): Rectangle {
  const [x, width] = keepSide(box.x, box.width, page.width, snap)
  const [y, height] = keepSide(box.y, box.height, page.height, snap)
  return { x, y, width, height }
}

function keepSide(start: number, length: number, page: number, snap: number): readonly [number, number] {
  const onPage = Math.min(minBoxSide, page)
  const held = Math.min(Math.max(start, onPage - length), page - onPage)
  if (Math.abs(held) <= snap) return [0, length]
  return Math.abs(held + length - page) <= snap ? [page - length, length] : [held, length]
}
