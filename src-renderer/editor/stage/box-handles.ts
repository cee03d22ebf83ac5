import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Point } from '../camera.ts'

/** Side of a handle in CSS pixels, and how far from its middle a press still takes it. */
export const handleSide = 9
const reach = 10

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

/** Keeps the box on the page as far as it fits. */
export function keepOnPage(box: Rectangle, page: { width: number; height: number }): Rectangle {
  const width = Math.min(box.width, page.width)
  const height = Math.min(box.height, page.height)
  const x = Math.min(Math.max(box.x, 0), page.width - width)
  const y = Math.min(Math.max(box.y, 0), page.height - height)
  return { x, y, width, height }
}
