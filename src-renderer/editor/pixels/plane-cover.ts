import type { Plane } from '#shared/document/selection/plane.ts'
import type { Point } from '../camera.ts'
import type { CoverRow } from './wet-tiles.ts'

/** Coverage of a plane (document pixels) for a layer whose origin lies at `origin`; nothing beside the plane. */
export function coverOf({ area, data }: Plane, origin: Point): CoverRow {
  return (x, y, count, out) => {
    out.fill(0, 0, count)
    const row = y + origin.y - area.y
    if (row < 0 || row >= area.height) return
    const shift = x + origin.x - area.x
    const first = Math.max(0, -shift)
    const last = Math.min(count, area.width - shift)
    for (let i = first, at = row * area.width + shift + first; i < last; i++, at++) out[i] = data[at]! / 255
  }
}

/** Everything. */
export const coverAll: CoverRow = (_x, _y, count, out) => void out.fill(1, 0, count)
