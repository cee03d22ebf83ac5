import type { Adjustment } from '#shared/entities/adjustment.ts'

type Levels = Extract<Adjustment, { kind: 'levels' }>

/**
 * What levels make of each of the 256 values: stretched from black … white going in, raised to 1 / gamma, laid
 * between black and white coming out. A white at or below the black going in is a hard threshold.
 */
export function levelsTable({ inBlack, inWhite, gamma, outBlack, outWhite }: Levels): Uint8ClampedArray {
  const table = new Uint8ClampedArray(256)
  for (let value = 0; value < 256; value++) {
    const share =
      inWhite > inBlack ? (value - inBlack) / (inWhite - inBlack) : value > inBlack || value === 255 ? 1 : 0
    const bent = Math.min(Math.max(share, 0), 1) ** (1 / gamma)
    table[value] = Math.round(outBlack + bent * (outWhite - outBlack))
  }
  return table
}
