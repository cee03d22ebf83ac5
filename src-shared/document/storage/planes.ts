import type { Plane } from '#shared/entities/document/stored-canvas.ts'
import type { Pixels } from '../pixels.ts'

/** A value as it is stored: where it has pixels stands a mark. */
export type Facts<T> = T extends Pixels
  ? Plane
  : T extends readonly (infer U)[]
    ? Facts<U>[]
    : T extends object
      ? { -readonly [K in keyof T]: Facts<T[K]> }
      : T

/** A value without its pixels, and they by their path in it (`pixels`, `origins.map`). */
export interface Split {
  readonly facts: unknown
  readonly planes: ReadonlyMap<string, Pixels>
}

export function isPixels(value: unknown): value is Pixels {
  return typeof value === 'object' && value !== null && 'tiles' in value && value.tiles instanceof Map
}

/** Takes the pixels out of a plain value, wherever in it they are. */
export function splitPlanes(value: unknown): Split {
  const planes = new Map<string, Pixels>()
  const walk = (part: unknown, path: string): unknown => {
    if (isPixels(part)) {
      planes.set(path, part)
      return { plane: part.channels }
    }
    if (Array.isArray(part)) return part.map((item, index) => walk(item, `${path}.${index}`))
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(
      Object.entries(part).map(([key, inner]) => [key, walk(inner, path ? `${path}.${key}` : key)]),
    )
  }
  return { facts: walk(value, ''), planes }
}

/** Puts pixels back where facts have a mark; `pixelsOf` gives those of a path. */
export function joinPlanes<T>(
  facts: Facts<T>,
  pixelsOf: (path: string, channels: Plane['plane']) => Pixels,
): T {
  const walk = (part: unknown, path: string): unknown => {
    if (isPlane(part)) return pixelsOf(path, part.plane)
    if (Array.isArray(part)) return part.map((item, index) => walk(item, `${path}.${index}`))
    if (typeof part !== 'object' || part === null) return part
    return Object.fromEntries(
      Object.entries(part).map(([key, inner]) => [key, walk(inner, path ? `${path}.${key}` : key)]),
    )
  }
  return walk(facts, '') as T
}

/** Bytes a pixel of each plane that facts name. */
export function planesIn(facts: unknown): Map<string, Plane['plane']> {
  const found = new Map<string, Plane['plane']>()
  joinPlanes<unknown>(facts, (path, channels) => {
    found.set(path, channels)
    return { channels, tiles: new Map() }
  })
  return found
}

function isPlane(value: unknown): value is Plane {
  return typeof value === 'object' && value !== null && 'plane' in value && Object.keys(value).length === 1
}
