import { type CanvasDocument, type Layer, layersOf } from '#shared/document/canvas-document.ts'
import type { Tile } from '#shared/document/pixels.ts'

export type Tint = readonly [number, number, number]

/** Hues of regions: far from one another, and from the green in which masks are shown. */
const hues = [24, 222, 300, 54, 260, 344, 192, 96]

/**
 * The colour in which each region is shown, by its id: the same whatever the order of layers, and two regions
 * never share one before there are more than eight, which is how many a request takes.
 */
export function regionTints(document: CanvasDocument): ReadonlyMap<string, Tint> {
  const ids = layersOf(document)
    .filter(({ kind }) => kind === 'region')
    .map(({ id }) => id)
    .toSorted()
  const taken = new Set<number>()
  const tints = new Map<string, Tint>()
  for (const id of ids) {
    let slot = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7) % hues.length
    while (taken.has(slot) && taken.size < hues.length) slot = (slot + 1) % hues.length
    taken.add(slot)
    tints.set(id, colourOf(hues[slot] ?? 0))
  }
  return tints
}

/** Coverage as the tint at half strength, so that the picture stays readable beneath it. */
export function tinted(mask: Tile, tint: Tint): Tile {
  const rgba = new Uint8ClampedArray(mask.length * 4)
  for (let i = 0, at = 0; i < mask.length; i++, at += 4) {
    const alpha = mask[i]!
    if (alpha === 0) continue
    rgba[at] = tint[0]
    rgba[at + 1] = tint[1]
    rgba[at + 2] = tint[2]
    rgba[at + 3] = alpha * 0.5
  }
  return rgba
}

export function isOverlay({ kind }: Layer): boolean {
  return kind === 'mask' || kind === 'region'
}

/** HSL with saturation 70 % and lightness 58 % as bytes. */
function colourOf(hue: number): Tint {
  const channel = (shift: number) => {
    const k = (shift + hue / 30) % 12
    return Math.round(255 * (0.58 - 0.7 * 0.42 * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}
