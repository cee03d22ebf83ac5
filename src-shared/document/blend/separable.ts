import type { BlendMode } from '#shared/entities/blend-mode.ts'

/** B(Cb, Cs) of one channel: backdrop and source, both 0 … 1. */
type Mix = (backdrop: number, source: number) => number

export type HslMode = 'hue' | 'saturation' | 'color' | 'luminosity'
export type SeparableMode = Exclude<BlendMode, HslMode>

const multiply: Mix = (b, s) => b * s
const screen: Mix = (b, s) => b + s - b * s
const hardLight: Mix = (b, s) => (s <= 0.5 ? multiply(b, 2 * s) : screen(b, 2 * s - 1))

function colorDodge(b: number, s: number): number {
  if (b === 0) return 0
  return s === 1 ? 1 : Math.min(1, b / (1 - s))
}

function colorBurn(b: number, s: number): number {
  if (b === 1) return 1
  return s === 0 ? 0 : 1 - Math.min(1, (1 - b) / s)
}

function softLight(b: number, s: number): number {
  if (s <= 0.5) return b - (1 - 2 * s) * b * (1 - b)
  const root = b <= 0.25 ? ((16 * b - 12) * b + 4) * b : Math.sqrt(b)
  return b + (2 * s - 1) * (root - b)
}

/** The separable modes of W3C Compositing and Blending Level 1, section 10.1, channel by channel. */
export const separable: Readonly<Record<SeparableMode, Mix>> = {
  normal: (_b, s) => s,
  multiply,
  screen,
  overlay: (b, s) => hardLight(s, b),
  darken: Math.min,
  lighten: Math.max,
  'color-dodge': colorDodge,
  'color-burn': colorBurn,
  'hard-light': hardLight,
  'soft-light': softLight,
  difference: (b, s) => Math.abs(b - s),
  exclusion: (b, s) => b + s - 2 * b * s,
}
