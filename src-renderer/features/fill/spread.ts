import type { Tile } from '#shared/document/pixels.ts'
import type { Plane } from '#shared/document/selection/plane.ts'

/** Widens what is covered by `radius` whole pixels: by turns over four and over eight sides, which stays nearly round. */
export function spread({ area, data }: Plane, radius: number): Plane {
  let from = data
  for (let step = 0; step < radius; step++) from = widen(from, area.width, area.height, step % 2 === 1)
  return { area, data: from }
}

function widen(data: Tile, width: number, height: number, corners: boolean): Tile {
  const out: Tile = data.slice()
  for (let y = 0; y < height; y++) {
    const above = y > 0 ? -width : 0
    const below = y < height - 1 ? width : 0
    for (let x = 0, at = y * width; x < width; x++, at++) {
      if (data[at] === 255) continue
      const left = x > 0 ? -1 : 0
      const right = x < width - 1 ? 1 : 0
      let most = Math.max(
        data[at]!,
        data[at + left]!,
        data[at + right]!,
        data[at + above]!,
        data[at + below]!,
      )
      if (corners) {
        const over = Math.max(data[at + above + left]!, data[at + above + right]!)
        most = Math.max(most, over, data[at + below + left]!, data[at + below + right]!)
      }
      out[at] = most
    }
  }
  return out
}
