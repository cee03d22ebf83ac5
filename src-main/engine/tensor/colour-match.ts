import { reach } from '#shared/document/fill/reach.ts'
import type { Mask } from './masks.ts'
import type { Rgb } from './pictures.ts'

/** Spread is stretched or pressed by this much at most: a ring of few colours says little about it. */
const mostGain = 4 / 3
/** Fewer pixels around the mask than this say nothing about its colours. */
const fewest = 64

interface Spread {
  readonly mean: number
  readonly deviation: number
}

/**
 * `made` with the colours shifted so that around the mask they are those of `known`: mean and standard deviation of
 * each channel in linear light (Reinhard et al., "Color Transfer between Images", 2001), over a ring around the mask
 * as wide as a 16th of the longer side. An autoencoder and a sampler shift colours everywhere alike, so what is right
 * in the ring is right inside the mask. Unchanged where the ring is too small to tell.
 */
export function matchColours(made: Rgb, known: Rgb, mask: Mask): Rgb {
  const ring = ringAround(mask)
  if (ring.length < fewest) return made
  const data = made.data.slice()
  for (let channel = 0; channel < 3; channel++) {
    const [from, to] = [spreadOf(made, ring, channel), spreadOf(known, ring, channel)]
    const gain = from.deviation > 0 ? to.deviation / from.deviation : 1
    const held = Math.min(Math.max(gain, 1 / mostGain), mostGain)
    const table = Uint8Array.from(linear, (value) => toByte((value - from.mean) * held + to.mean))
    for (let at = channel; at < data.length; at += 3) data[at] = table[data[at]!]!
  }
  return { width: made.width, height: made.height, data }
}

/** Pixels outside the mask and near it. */
function ringAround({ width, height, data }: Mask): number[] {
  const inside = data.map((value) => (value > 127 ? 255 : 0))
  const near = reach(inside, width, height, Math.max(8, Math.round(Math.max(width, height) / 16)))
  const ring: number[] = []
  near.forEach((value, pixel) => {
    if (value !== 0 && inside[pixel] === 0) ring.push(pixel)
  })
  return ring
}

function spreadOf({ data }: Rgb, pixels: readonly number[], channel: number): Spread {
  let [sum, squares] = [0, 0]
  for (const pixel of pixels) {
    const value = linear[data[pixel * 3 + channel]!]!
    sum += value
    squares += value * value
  }
  const mean = sum / pixels.length
  return { mean, deviation: Math.sqrt(Math.max(0, squares / pixels.length - mean * mean)) }
}

/** Light of each sRGB byte, 0 … 1 (IEC 61966-2-1). */
const linear = Float64Array.from({ length: 256 }, (_none, byte) => {
  const value = byte / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
})

function toByte(light: number): number {
  const held = Math.min(Math.max(light, 0), 1)
  return Math.round(255 * (held <= 0.0031308 ? held * 12.92 : 1.055 * held ** (1 / 2.4) - 0.055))
}
