import type { Adjustment } from '#shared/entities/adjustment.ts'
import { blurBlock } from './blur.ts'
import { curveTable } from './curve.ts'
import { shiftHueSaturation } from './hue-saturation.ts'
import { levelsTable } from './levels.ts'

/**
 * Adjusts a block of width × height straight-alpha RGBA pixels in place. Only a blur changes alpha. A pixel comes
 * out as it would in the whole picture where at least `reachOf` pixels of its surroundings lie in the block.
 */
export function adjustBlock(
  rgba: Uint8ClampedArray,
  width: number,
  height: number,
  adjustment: Adjustment,
): void {
  switch (adjustment.kind) {
    case 'levels': {
      const table = levelsTable(adjustment)
      return mapChannels(rgba, [table, table, table])
    }
    case 'curves':
      return mapChannels(rgba, curveTables(adjustment))
    case 'hue-saturation':
      return shiftHueSaturation(rgba, adjustment)
    case 'blur':
      return blurBlock(rgba, width, height, adjustment.radius)
  }
}

/** How many pixels around a pixel have a say in what the adjustment makes of it. */
export function reachOf(adjustment: Adjustment): number {
  return adjustment.kind === 'blur' ? Math.ceil(3 * adjustment.radius) : 0
}

/** For red, green and blue: what the curve for all and then the channel's own make of each of the 256 values. */
function curveTables(curves: Extract<Adjustment, { kind: 'curves' }>): Uint8ClampedArray[] {
  const all = curveTable(curves.all)
  return [curves.red, curves.green, curves.blue].map((curve) => {
    const own = curveTable(curve)
    return all.map((value) => own[value] ?? value)
  })
}

function mapChannels(rgba: Uint8ClampedArray, tables: readonly Uint8ClampedArray[]): void {
  const [red, green, blue] = tables
  if (!red || !green || !blue) return
  for (let at = 0; at < rgba.length; at += 4) {
    // What is clear stays as it is, so that blank tiles stay blank.
    if (rgba[at + 3] === 0) continue
    rgba[at] = red[rgba[at] ?? 0] ?? 0
    rgba[at + 1] = green[rgba[at + 1] ?? 0] ?? 0
    rgba[at + 2] = blue[rgba[at + 2] ?? 0] ?? 0
  }
}
