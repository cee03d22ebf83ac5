import { type Pixels, type Tile } from '../pixels.ts'

/** `over` on top of `base`, both in the same coordinates: straight-alpha source-over, or coverage that adds up. */
export function layOver(base: Pixels, over: Pixels): Pixels {
  const tiles = new Map(base.tiles)
  for (const [key, tile] of over.tiles) {
    const under = tiles.get(key)
    tiles.set(key, under ? (base.channels === 1 ? addCoverage(under, tile) : addColour(under, tile)) : tile)
  }
  return { channels: base.channels, tiles }
}

function addCoverage(under: Tile, over: Tile): Tile {
  return under.map((value, at) => value + ((255 - value) * (over[at] ?? 0)) / 255)
}

function addColour(under: Tile, over: Tile): Tile {
  const out = under.slice()
  for (let at = 0; at < out.length; at += 4) {
    const alpha = over[at + 3] ?? 0
    if (alpha === 0) continue
    const below = ((under[at + 3] ?? 0) * (255 - alpha)) / 255
    const sum = alpha + below
    for (let i = at; i < at + 3; i++) out[i] = ((over[i] ?? 0) * alpha + (under[i] ?? 0) * below) / sum
    out[at + 3] = sum
  }
  return out
}
