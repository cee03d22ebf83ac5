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

/** Strengths by squared distance, so that a dab needs neither roots nor cubes for each of its pixels. */
export interface DabTable {
  readonly radius: number
  readonly hardness: number
  /** Entries for one unit of squared distance. */
  readonly scale: number
  readonly strengths: Float32Array
}

/** At least four entries a pixel of radius at the rim, where the strength changes fastest. */
export function dabTable(radius: number, hardness: number): DabTable {
  const reach = (radius + 1) ** 2
  const length = Math.ceil(Math.max(256, Math.min(16_384, reach * 4)))
  const scale = (length - 1) / reach
  const strengths = Float32Array.from({ length }, (_none, i) =>
    dabStrength(Math.sqrt(i / scale), radius, hardness),
  )
  return { radius, hardness, scale, strengths }
}
