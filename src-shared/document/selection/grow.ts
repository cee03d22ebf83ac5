import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Tile } from '../pixels.ts'
import { distancesTo } from './distance.ts'
import type { Plane } from './plane.ts'

/**
 * Moves the outline outwards by `radius` pixels in every direction; corners become round, and soft edges stay as
 * soft as they are. The plane must have that much room around what is selected.
 */
export function grow({ area, data }: Plane, radius: number): Plane {
  const { width, height } = area
  const full = distancesTo((at) => data[at] === 255, width, height)
  const some = distancesTo((at) => (data[at] ?? 0) > 0, width, height)
  const out: Tile = new Uint8ClampedArray(data.length)
  for (let at = 0; at < out.length; at++) {
    // A pixel covered by c ends c beyond its own near side.
    const byFull = radius + 1 - Math.sqrt(full.squared[at] ?? Infinity)
    const share = (data[some.nearest[at] ?? -1] ?? 0) / 255
    const bySome = radius + share - Math.sqrt(some.squared[at] ?? Infinity)
    out[at] = Math.max(byFull, bySome) * 255
  }
  return { area, data: out }
}

/** Moves the outline inwards. What ends at the plane's border goes on beyond it: no edge comes in from there. */
export function shrink(plane: Plane, radius: number): Plane {
  return inverted(grow(inverted(plane), radius))
}

/** A band of `width` pixels along the outline, half of it on either side. */
export function border(plane: Plane, width: number): Plane {
  const outer = grow(plane, Math.ceil(width / 2))
  const inner = shrink(plane, Math.floor(width / 2))
  return { area: plane.area, data: outer.data.map((value, at) => value - (inner.data[at] ?? 0)) }
}

export function inverted({ area, data }: Plane): Plane {
  return { area, data: data.map((value) => 255 - value) }
}

/** `area` with `by` more pixels on every side. */
export function withRoom({ x, y, width, height }: Rectangle, by: number): Rectangle {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by }
}
