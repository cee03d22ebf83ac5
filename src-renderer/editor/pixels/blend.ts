export type StrokeMode = 'paint' | 'erase'
export type Rgb = readonly [number, number, number]

/** Source-over in straight alpha: paints `colour` at `alpha` (0 … 1) over the RGBA pixel at byte `at`. */
export function paintPixel(tile: Uint8ClampedArray, at: number, colour: Rgb, alpha: number): void {
  const under = ((tile[at + 3] ?? 0) / 255) * (1 - alpha)
  const over = alpha + under
  if (over <= 0) return
  const share = alpha / over
  tile[at] = colour[0] * share + (tile[at] ?? 0) * (1 - share)
  tile[at + 1] = colour[1] * share + (tile[at + 1] ?? 0) * (1 - share)
  tile[at + 2] = colour[2] * share + (tile[at + 2] ?? 0) * (1 - share)
  tile[at + 3] = over * 255
}

/** Takes `alpha` (0 … 1) of the RGBA pixel's opacity away; its colour stays. */
export function erasePixel(tile: Uint8ClampedArray, at: number, alpha: number): void {
  tile[at + 3] = (tile[at + 3] ?? 0) * (1 - alpha)
}

/** `#rrggbb` as three bytes. */
export function parseColour(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}
