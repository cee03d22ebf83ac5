import type { Adjustment } from '#shared/entities/adjustment.ts'

type HueSaturation = Extract<Adjustment, { kind: 'hue-saturation' }>

/**
 * Turns the hue by degrees and changes saturation and lightness in HSL, as GIMP's Hue-Saturation does: saturation is
 * multiplied by 1 + change; lightness goes towards black by a negative, towards white by a positive change.
 */
export function shiftHueSaturation(rgba: Uint8ClampedArray, change: HueSaturation): void {
  const turn = change.hue / 60
  const saturate = 1 + change.saturation / 100
  const lighten = change.lightness / 100
  for (let at = 0; at < rgba.length; at += 4) {
    if (rgba[at + 3] === 0) continue
    const [r, g, b] = [rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0]
    const most = Math.max(r, g, b)
    const span = most - Math.min(r, g, b)
    const light = (most - span / 2) / 255
    const hue = sixthOf(r, g, b, most, span) + turn
    const strength = span === 0 ? 0 : span / 255 / (1 - Math.abs(2 * light - 1))
    const lightness = lighten < 0 ? light * (1 + lighten) : light + (1 - light) * lighten
    const chroma = (1 - Math.abs(2 * lightness - 1)) * Math.min(1, strength * saturate)
    rgba[at] = channel(hue, 5, lightness, chroma)
    rgba[at + 1] = channel(hue, 3, lightness, chroma)
    rgba[at + 2] = channel(hue, 1, lightness, chroma)
  }
}

/** Hue in sixths of the circle, red at 0. */
function sixthOf(r: number, g: number, b: number, most: number, span: number): number {
  if (span === 0) return 0
  if (most === r) return (g - b) / span
  return most === g ? 2 + (b - r) / span : 4 + (r - g) / span
}

/** One channel (red 5, green 3, blue 1) of a colour in HSL, 0 … 255. */
function channel(hue: number, offset: number, lightness: number, chroma: number): number {
  const k = (((hue + offset) % 6) + 6) % 6
  const tooth = Math.max(0, Math.min(k, 4 - k, 1))
  return Math.round(255 * (lightness + chroma * (0.5 - tooth)))
}
