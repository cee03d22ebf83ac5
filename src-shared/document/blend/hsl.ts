import type { HslMode } from './separable.ts'

/** Three channels, 0 … 1; written in place, so that no pixel costs an allocation. */
export type Colour = Float64Array

const red = 0.3
const green = 0.59
const blue = 0.11

/**
 * B(Cb, Cs) of the modes that take hue, saturation and luminosity apart (W3C Compositing and Blending Level 1,
 * section 10.2). The result is written into `source`.
 */
export const hsl: Readonly<Record<HslMode, (backdrop: Colour, source: Colour) => void>> = {
  hue(backdrop, source) {
    setSaturation(source, saturation(backdrop))
    setLuminosity(source, luminosity(backdrop))
  },
  saturation(backdrop, source) {
    const wanted = saturation(source)
    source.set(backdrop)
    setSaturation(source, wanted)
    setLuminosity(source, luminosity(backdrop))
  },
  color(backdrop, source) {
    setLuminosity(source, luminosity(backdrop))
  },
  luminosity(backdrop, source) {
    const wanted = luminosity(source)
    source.set(backdrop)
    setLuminosity(source, wanted)
  },
}

function luminosity(colour: Colour): number {
  return red * (colour[0] ?? 0) + green * (colour[1] ?? 0) + blue * (colour[2] ?? 0)
}

function saturation(colour: Colour): number {
  return highest(colour) - lowest(colour)
}

/** Stretches the colour so that its lowest channel is 0 and its highest `wanted`; a grey becomes black. */
function setSaturation(colour: Colour, wanted: number): void {
  const low = lowest(colour)
  const range = highest(colour) - low
  for (let i = 0; i < 3; i++) colour[i] = range > 0 ? (((colour[i] ?? 0) - low) * wanted) / range : 0
}

function setLuminosity(colour: Colour, wanted: number): void {
  const shift = wanted - luminosity(colour)
  for (let i = 0; i < 3; i++) colour[i] = (colour[i] ?? 0) + shift
  clip(colour, wanted)
}

/** Brings the channels back into 0 … 1 around the luminosity, which stays. */
function clip(colour: Colour, light: number): void {
  const low = lowest(colour)
  const high = highest(colour)
  for (let i = 0; i < 3; i++) {
    let channel = colour[i] ?? 0
    if (low < 0) channel = light + ((channel - light) * light) / (light - low)
    if (high > 1) channel = light + ((channel - light) * (1 - light)) / (high - light)
    colour[i] = channel
  }
}

function lowest(colour: Colour): number {
  return Math.min(colour[0] ?? 0, colour[1] ?? 0, colour[2] ?? 0)
}

function highest(colour: Colour): number {
  return Math.max(colour[0] ?? 0, colour[1] ?? 0, colour[2] ?? 0)
}
