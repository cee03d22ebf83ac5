import { type Layer, channelsOf, newLayer } from '../canvas-document.ts'
import type { Edit } from '../edits.ts'
import { type Pixels, type Tile, emptyPixels } from '../pixels.ts'

/** Kinds that have pixels of their own, and so can become one another. */
export type PixelKind = 'raster' | 'mask' | 'region'

/** What of a picture becomes coverage: where it is opaque, or how bright it is. */
export type CoverageSource = 'alpha' | 'luminance'

/**
 * Makes a layer another kind, in its place and under its name. Colours become coverage by `source`; coverage becomes
 * paint of `colour` (red, green, blue 0 … 255), as opaque as it covers. What the new kind does not know is dropped.
 */
export function convertLayer(
  id: string,
  kind: PixelKind,
  { source = 'alpha', colour = [255, 255, 255] }: ConvertOptions = {},
): Edit {
  return (document) => {
    const layer = document.layers[id]
    if (!layer || layer.kind === kind || !hasPixels(layer)) return document
    const fresh = newLayer(id, kind, layer.name)
    const { name, visible, opacity, x, y, locked, clip, parent } = layer
    const kept = { name, visible, opacity, x, y, locked, clip, parent }
    const pixels = pixelsAs(layer.pixels, channelsOf(kind), source, colour)
    const converted: Layer = { ...fresh, ...kept, pixels }
    return { ...document, layers: { ...document.layers, [id]: converted } }
  }
}

interface ConvertOptions {
  readonly source?: CoverageSource
  readonly colour?: readonly [number, number, number]
}

export function hasPixels(layer: Layer): layer is Layer & { kind: PixelKind } {
  return layer.kind === 'raster' || layer.kind === 'mask' || layer.kind === 'region'
}

function pixelsAs(
  pixels: Pixels,
  channels: 1 | 4,
  source: CoverageSource,
  colour: readonly [number, number, number],
): Pixels {
  if (pixels.channels === channels) return pixels
  const tiles = new Map<number, Tile>()
  for (const [key, tile] of pixels.tiles) {
    const made = channels === 1 ? coverageOf(tile, source) : paintOf(tile, colour)
    if (made.some((value) => value !== 0)) tiles.set(key, made)
  }
  return { ...emptyPixels(channels), tiles }
}

/** Alpha itself, or the luminosity of W3C Compositing (0.3 red, 0.59 green, 0.11 blue) times alpha. */
function coverageOf(rgba: Tile, source: CoverageSource): Tile {
  const coverage = new Uint8ClampedArray(rgba.length / 4)
  for (let i = 0, at = 0; i < coverage.length; i++, at += 4) {
    const alpha = rgba[at + 3] ?? 0
    const light = 0.3 * (rgba[at] ?? 0) + 0.59 * (rgba[at + 1] ?? 0) + 0.11 * (rgba[at + 2] ?? 0)
    coverage[i] = source === 'alpha' ? alpha : Math.round((light * alpha) / 255)
  }
  return coverage
}

function paintOf(coverage: Tile, [red, green, blue]: readonly [number, number, number]): Tile {
  const rgba = new Uint8ClampedArray(coverage.length * 4)
  for (let i = 0, at = 0; i < coverage.length; i++, at += 4) {
    const alpha = coverage[i] ?? 0
    // What is clear stays wholly zero, so that blank tiles are known as blank.
    if (alpha === 0) continue
    rgba[at] = red
    rgba[at + 1] = green
    rgba[at + 2] = blue
    rgba[at + 3] = alpha
  }
  return rgba
}
