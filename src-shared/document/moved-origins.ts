import type { Origins } from './canvas-document.ts'
import { type Pixels, type Tile, emptyPixels } from './pixels.ts'
import { withPicture } from './origins.ts'

/** The part of an origin map that goes with `pixels` (same coordinates, RGBA): where they cover at all. */
export function originsUnder(map: Pixels, pixels: Pixels): Pixels {
  const tiles = new Map<number, Tile>()
  for (const [key, tile] of pixels.tiles) {
    const labels = map.tiles.get(key)
    if (labels)
      tiles.set(
        key,
        labels.map((label, at) => (tile[at * 4 + 3] === 0 ? 0 : label)),
      )
  }
  return { channels: 1, tiles }
}

/**
 * Origins of a layer on which `pixels` were laid (same coordinates, RGBA), which came from `origins`: where they
 * cover by at least half, theirs count, also that a hand painted them.
 */
export function originsLaid(under: Origins | null, pixels: Pixels, origins: Origins | null): Origins | null {
  if (!under && !origins) return null
  const base = under ?? { map: emptyPixels(1), pictures: [] }
  const numbers = new Map<number, number>([[0, 0]])
  let pictures = base.pictures
  origins?.pictures.forEach((sha256, at) => {
    const known = withPicture({ ...base, pictures }, sha256)
    pictures = known.pictures
    numbers.set(at + 1, known.number)
  })
  const tiles = new Map(base.map.tiles)
  for (const [key, tile] of pixels.tiles) {
    const labels = tiles.get(key)?.slice() ?? new Uint8ClampedArray(tile.length / 4)
    const laid = origins?.map.tiles.get(key)
    for (let at = 0; at < labels.length; at++) {
      if ((tile[at * 4 + 3] ?? 0) > 127) labels[at] = numbers.get(laid?.[at] ?? 0) ?? 0
    }
    tiles.set(key, labels)
  }
  return { map: { channels: 1, tiles }, pictures }
}
