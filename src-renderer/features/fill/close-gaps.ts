import type { Tile } from '#shared/document/pixels.ts'
import type { Plane } from '#shared/document/selection/plane.ts'
import { spread } from './spread.ts'

/**
 * What hangs together with the pixel `at`, when gaps of up to `gap` pixels between walls count as closed. `alike`
 * says what may be filled at all. The walls are made so thick that the gaps close, the room between them is filled,
 * and then it takes back what the thick walls had taken of it. Null when the pixel itself lies within such a wall.
 */
export function fillPastGaps(alike: Plane, at: number, gap: number): Plane | null {
  const { area, data } = alike
  const reach = Math.ceil(gap / 2)
  const walls = spread({ area, data: data.map((value) => (value < 128 ? 255 : 0)) }, reach)
  if (walls.data[at] !== 0) return null
  const room = { area, data: flood(walls.data, area.width, at) }
  const whole = spread(room, reach + 1)
  return { area, data: whole.data.map((value, i) => Math.min(value, data[i]!)) }
}

/** The zeros of `walls` that hang together with `seed` over their four sides, as 255. */
function flood(walls: Tile, width: number, seed: number): Tile {
  const out: Tile = new Uint8ClampedArray(walls.length)
  const open = (at: number) => walls[at] === 0 && out[at] === 0
  const seeds = [seed]
  for (let next = seeds.pop(); next !== undefined; next = seeds.pop()) {
    if (!open(next)) continue
    const row = next - (next % width)
    let left = next
    while (left > row && open(left - 1)) left--
    for (let at = left; at < row + width && open(at); at++) {
      out[at] = 255
      if (at >= width && open(at - width)) seeds.push(at - width)
      if (at + width < walls.length && open(at + width)) seeds.push(at + width)
    }
  }
  return out
}
