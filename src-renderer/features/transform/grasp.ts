import { apply } from '#shared/document/transform/matrix.ts'
import type { Point } from '#editor/camera.ts'
import { type FrameHandle, frameHandles, placeOf, quadOf } from './frame.ts'
import type { Work } from './work.ts'

/** What a press takes: a handle, the frame itself, or the room around it, which turns it. */
export type Grasp = FrameHandle | 'inside' | 'outside'

/** How far from a handle a press still takes it, in screen pixels. */
const reach = 10

export function graspAt({ bounds, matrix }: Work, point: Point, zoom: number): Grasp {
  const away = (handle: FrameHandle) => {
    const at = apply(matrix, placeOf(bounds, handle))
    return Math.hypot(at.x - point.x, at.y - point.y) * zoom
  }
  const nearest = frameHandles.toSorted((a, b) => away(a) - away(b))[0]
  if (nearest && away(nearest) <= reach) return nearest
  return isInside(quadOf(bounds, matrix), point) ? 'inside' : 'outside'
}

function isInside(quad: readonly Point[], { x, y }: Point): boolean {
  const sides = quad.map((from, at) => {
    const to = quad[(at + 1) % 4] ?? from
    return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x)
  })
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0)
}
