import type { Layer, Origins } from './canvas-document.ts'
import { pixelsFrom } from './pixel-transfer.ts'
import { type Pixels, type Tile, withTiles } from './pixels.ts'

/** Most pictures that one layer can name. */
export const mostPictures = 255

/** Says of a layer that was made of one picture that all it covers came from there; `rgba` is width × height × 4. */
export function originsOfPicture(
  rgba: Uint8ClampedArray,
  size: { readonly width: number; readonly height: number },
  sha256: string,
): Origins {
  const map = new Uint8ClampedArray(size.width * size.height)
  for (let at = 0; at < map.length; at++) map[at] = rgba[at * 4 + 3] === 0 ? 0 : 1
  return { map: pixelsFrom(map, { x: 0, y: 0, ...size }, 1), pictures: [sha256] }
}

/** The number of a picture in a layer, which is added when it is new; the last one stands for all that are too many. */
export function withPicture(
  origins: Origins | null,
  sha256: string,
): { pictures: readonly string[]; number: number } {
  const pictures = origins?.pictures ?? []
  const known = pictures.indexOf(sha256)
  if (known >= 0) return { pictures, number: known + 1 }
  if (pictures.length >= mostPictures) return { pictures, number: mostPictures }
  return { pictures: [...pictures, sha256], number: pictures.length + 1 }
}

/** Origins of a layer after a stroke by hand: what has another colour now was painted by hand. */
export function paintedOver({ origins, pixels }: Layer, after: Pixels): Origins | null {
  if (!origins) return null
  const changed = new Map<number, Tile>()
  for (const [key, tile] of after.tiles) {
    const before = pixels.tiles.get(key)
    const map = origins.map.tiles.get(key)
    if (!map || !before || before === tile) continue
    const cleared = withoutChanged(map, before, tile)
    if (cleared) changed.set(key, cleared)
  }
  return changed.size === 0 ? origins : { ...origins, map: withTiles(origins.map, changed) }
}

/** Null when nothing that was made changed its colour; what was only erased keeps where it came from. */
function withoutChanged(map: Tile, before: Tile, after: Tile): Tile | null {
  let cleared: Tile | null = null
  for (let pixel = 0; pixel < map.length; pixel++) {
    if (map[pixel] === 0) continue
    const at = pixel * 4
    const same =
      before[at] === after[at] && before[at + 1] === after[at + 1] && before[at + 2] === after[at + 2]
    if (same) continue
    cleared ??= map.slice()
    cleared[pixel] = 0
  }
  return cleared
}
