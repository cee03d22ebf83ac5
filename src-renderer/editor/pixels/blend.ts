export type Rgb = readonly [number, number, number]

/** Source-over in straight alpha: paints a colour at `alpha` (0 … 1) over the RGBA pixel at byte `at`. */
export function paintPixel(
  tile: Uint8ClampedArray,
  at: number,
  red: number,
  green: number,
  blue: number,
  alpha: number,
): void {
  if (alpha >= 1) {
    tile[at] = red
    tile[at + 1] = green
    tile[at + 2] = blue
    tile[at + 3] = 255
    return
  }
  const under = (tile[at + 3]! / 255) * (1 - alpha)
  const over = alpha + under
  if (over <= 0) return
  const share = alpha / over
  tile[at] = red * share + tile[at]! * (1 - share)
  tile[at + 1] = green * share + tile[at + 1]! * (1 - share)
  tile[at + 2] = blue * share + tile[at + 2]! * (1 - share)
  tile[at + 3] = over * 255
}

/** Mixes a colour into the RGBA pixel at byte `at` by `alpha` (0 … 1); its opacity stays. */
export function recolourPixel(
  tile: Uint8ClampedArray,
  at: number,
  red: number,
  green: number,
  blue: number,
  alpha: number,
): void {
  if (tile[at + 3] === 0) return
  tile[at] = tile[at]! + (red - tile[at]!) * alpha
  tile[at + 1] = tile[at + 1]! + (green - tile[at + 1]!) * alpha
  tile[at + 2] = tile[at + 2]! + (blue - tile[at + 2]!) * alpha
}

/** Takes `alpha` (0 … 1) of the RGBA pixel's opacity away; its colour stays. */
export function erasePixel(tile: Uint8ClampedArray, at: number, alpha: number): void {
  tile[at + 3] = tile[at + 3]! * (1 - alpha)
}

/** `#rrggbb` as three bytes; anything else is black. */
export function parseColour(colour: string): Rgb {
  const value = /^#[0-9a-f]{6}$/i.test(colour) ? Number.parseInt(colour.slice(1), 16) : 0
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

/** Three bytes as `#rrggbb`. */
export function writeColour([red, green, blue]: Rgb): string {
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
