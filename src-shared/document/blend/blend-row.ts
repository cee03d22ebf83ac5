import type { BlendMode } from '#shared/entities/blend-mode.ts'
import { type Colour, hsl } from './hsl.ts'
import { mixTable } from './mix-table.ts'

/** A run of straight-alpha RGBA pixels: where it starts in `bytes`, in bytes. */
export interface Run {
  readonly bytes: Uint8ClampedArray
  readonly at: number
}

/**
 * Lays `count` pixels of `source` over those of `target`, in place, with a blend mode and an opacity of 0 … 1:
 * Co = αs(1 − αb)Cs + αs·αb·B(Cb, Cs) + (1 − αs)αb·Cb and αo = αs + αb(1 − αs), rounded once (W3C Compositing and
 * Blending Level 1, section 5.1 and 9.1.1). An opaque normal source at opacity 1 comes through byte by byte; what
 * is transparent in the source leaves the target's bytes as they are.
 */
export function blendRow(target: Run, source: Run, count: number, mode: BlendMode, opacity: number): void {
  if (opacity <= 0) return
  if (mode === 'normal') layOver(target, source, count, opacity)
  else if (mode === 'hue' || mode === 'saturation' || mode === 'color' || mode === 'luminosity')
    blendColours(target, source, count, hsl[mode], opacity)
  else blendChannels(target, source, count, mixTable(mode), opacity)
}

function layOver(target: Run, source: Run, count: number, opacity: number): void {
  const out = target.bytes
  const from = source.bytes
  const step = opacity / 255
  for (let t = target.at, s = source.at, end = t + count * 4; t < end; t += 4, s += 4) {
    const alpha = from[s + 3]! * step
    if (alpha === 0) continue
    const under = (out[t + 3]! / 255) * (1 - alpha)
    if (under === 0) {
      out[t] = from[s]!
      out[t + 1] = from[s + 1]!
      out[t + 2] = from[s + 2]!
      out[t + 3] = alpha * 255
      continue
    }
    const share = alpha / (alpha + under)
    out[t] = out[t]! + (from[s]! - out[t]!) * share
    out[t + 1] = out[t + 1]! + (from[s + 1]! - out[t + 1]!) * share
    out[t + 2] = out[t + 2]! + (from[s + 2]! - out[t + 2]!) * share
    out[t + 3] = (alpha + under) * 255
  }
}

function blendChannels(target: Run, source: Run, count: number, mix: Float32Array, opacity: number): void {
  const out = target.bytes
  const from = source.bytes
  for (let t = target.at, s = source.at, end = t + count * 4; t < end; t += 4, s += 4) {
    const alpha = (from[s + 3]! / 255) * opacity
    if (alpha === 0) continue
    const backdrop = out[t + 3]! / 255
    const both = alpha * backdrop
    const whole = alpha + backdrop - both
    const own = (alpha - both) / whole
    const kept = (backdrop - both) / whole
    const mixed = both / whole
    for (let i = 0; i < 3; i++) {
      const cs = from[s + i]!
      const cb = out[t + i]!
      out[t + i] = own * cs + kept * cb + mixed * mix[cb * 256 + cs]!
    }
    out[t + 3] = whole * 255
  }
}

function blendColours(
  target: Run,
  source: Run,
  count: number,
  mix: (backdrop: Colour, source: Colour) => void,
  opacity: number,
): void {
  const out = target.bytes
  const from = source.bytes
  const cb = new Float64Array(3)
  const cs = new Float64Array(3)
  for (let t = target.at, s = source.at, end = t + count * 4; t < end; t += 4, s += 4) {
    const alpha = (from[s + 3]! / 255) * opacity
    if (alpha === 0) continue
    const backdrop = out[t + 3]! / 255
    const both = alpha * backdrop
    const whole = alpha + backdrop - both
    for (let i = 0; i < 3; i++) {
      cb[i] = out[t + i]! / 255
      cs[i] = from[s + i]! / 255
    }
    mix(cb, cs)
    for (let i = 0; i < 3; i++) {
      const laid = (alpha - both) * from[s + i]! + (backdrop - both) * out[t + i]!
      out[t + i] = (laid + both * cs[i]! * 255) / whole
    }
    out[t + 3] = whole * 255
  }
}
