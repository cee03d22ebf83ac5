import type { Rectangle } from '#shared/entities/studio-document.ts'

export interface Dab {
  /** Centre in the layer's pixels; pixel (0, 0) covers 0 … 1. */
  readonly x: number
  readonly y: number
  readonly radius: number
  /** 0: soft to the centre, 1: a crisp edge. */
  readonly hardness: number
}

/** The pixels that a dab may touch. */
export function dabBounds({ x, y, radius }: Dab): Rectangle {
  const left = Math.floor(x - radius - 1)
  const top = Math.floor(y - radius - 1)
  return { x: left, y: top, width: Math.ceil(x + radius + 1) - left, height: Math.ceil(y + radius + 1) - top }
}

/**
 * How much of the tip falls on the pixel at this distance from its centre, 0 … 1: full up to hardness × radius,
 * then a smooth step down to the rim; the rim itself is one pixel wide, so that a hard edge is not jagged.
 */
export function dabStrength(distance: number, radius: number, hardness: number): number {
  const rim = Math.min(1, Math.max(0, radius + 0.5 - distance))
  const core = radius * hardness
  if (distance <= core || radius - core < 1) return rim
  const fall = Math.min(1, (distance - core) / (radius - core))
  return Math.min(rim, 1 - fall * fall * (3 - 2 * fall))
}
