import { blendRow } from '#shared/document/blend/blend-row.ts'
import type { BlendMode } from '#shared/entities/blend-mode.ts'
import type { Rgb } from './blend.ts'
import type { Ink } from './wet-tiles.ts'

/** Lays `colour` over the pixels with a blend mode; with `lockAlpha` it only recolours what is there. */
export function blendInk(mode: BlendMode, [red, green, blue]: Rgb, lockAlpha: boolean): Ink {
  const source = new Uint8ClampedArray(256 * 4)
  const opacities = new Uint8ClampedArray(256)
  return (tile, start, alphas, count) => {
    for (let i = 0; i < count; i++) {
      source[i * 4] = red
      source[i * 4 + 1] = green
      source[i * 4 + 2] = blue
      source[i * 4 + 3] = alphas[i]! * 255
    }
    const first = start * 4
    if (!lockAlpha) {
      blendRow({ bytes: tile, at: first }, { bytes: source, at: 0 }, count, mode, 1)
      return
    }
    // Blended as though it were opaque, and as opaque afterwards as it was before.
    for (let i = 0; i < count; i++) {
      opacities[i] = tile[first + i * 4 + 3]!
      tile[first + i * 4 + 3] = 255
    }
    blendRow({ bytes: tile, at: first }, { bytes: source, at: 0 }, count, mode, 1)
    for (let i = 0; i < count; i++) tile[first + i * 4 + 3] = opacities[i]!
  }
}
