import type { Rgb } from '../pixels/blend.ts'

/** Hue in degrees, saturation and value from 0 to 1. */
export interface Hsv {
  readonly hue: number
  readonly saturation: number
  readonly value: number
}

/** Three bytes as hue, saturation and value (Smith, 1978); greys have hue 0. */
export function toHsv([red, green, blue]: Rgb): Hsv {
  const most = Math.max(red, green, blue)
  const range = most - Math.min(red, green, blue)
  if (range === 0) return { hue: 0, saturation: 0, value: most / 255 }
  const turn =
    most === red
      ? (green - blue) / range
      : most === green
        ? 2 + (blue - red) / range
        : 4 + (red - green) / range
  return { hue: (turn * 60 + 360) % 360, saturation: range / most, value: most / 255 }
}

export function fromHsv({ hue, saturation, value }: Hsv): Rgb {
  const channel = (offset: number) => {
    const place = (offset + hue / 60) % 6
    return Math.round(255 * value * (1 - saturation * Math.max(0, Math.min(place, 4 - place, 1))))
  }
  return [channel(5), channel(3), channel(1)]
}
