import { type CanvasDocument, type Layer, channelsOf } from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { readPixels } from '#shared/document/pixel-transfer.ts'
import type { Tile } from '#shared/document/pixels.ts'
import type { Plane } from '#shared/document/selection/plane.ts'
import { type Picture, colourAt, colourRange, floodSimilar } from '#shared/document/selection/similar.ts'
import type { Point } from '#editor/camera.ts'
import { fillPastGaps } from './close-gaps.ts'
import { spread } from './spread.ts'

export interface FillSettings {
  /** Largest difference of a channel that is still filled, 0 … 255. */
  readonly tolerance: number
  /** Only what hangs together with the place of the press. */
  readonly contiguous: boolean
  /** Looks at the whole picture instead of the layer alone. */
  readonly sampleAll: boolean
  /** Pixels by which the fill reaches under its border. */
  readonly grow: number
  /** Gaps of up to so many pixels between lines hold the fill back too. */
  readonly gap: number
}

/** What a press at `place` (document pixels) fills; null beside the page. */
export function fillArea(
  document: CanvasDocument,
  layer: Layer,
  place: Point,
  settings: FillSettings,
): Plane | null {
  const { width, height } = document
  const [x, y] = [Math.floor(place.x), Math.floor(place.y)]
  if (!(x >= 0 && y >= 0 && x < width && y < height)) return null
  const area = { x: 0, y: 0, width, height }
  const picture = {
    data: settings.sampleAll ? compositeArea(document, area) : layerPicture(layer, area),
    width,
    height,
  }
  const plane = { area, data: alike(picture, x, y, settings) }
  return spread(plane, settings.grow)
}

function alike(picture: Picture, x: number, y: number, { tolerance, contiguous, gap }: FillSettings): Tile {
  const likeness = { tolerance, antialias: true }
  const everywhere = () => colourRange(picture, colourAt(picture, x, y), likeness)
  if (!contiguous) return everywhere()
  const { width, height } = picture
  const area = { x: 0, y: 0, width, height }
  const held = gap > 0 ? fillPastGaps({ area, data: everywhere() }, y * width + x, gap) : null
  return held?.data ?? floodSimilar(picture, x, y, likeness)
}

/** The layer alone as RGBA; coverage counts as alpha. */
function layerPicture(layer: Layer, area: { x: number; y: number; width: number; height: number }): Tile {
  const block = readPixels(layer.pixels, { ...area, x: area.x - layer.x, y: area.y - layer.y })
  if (channelsOf(layer.kind) === 4) return block
  const rgba: Tile = new Uint8ClampedArray(block.length * 4)
  for (let i = 0; i < block.length; i++) rgba[i * 4 + 3] = block[i]!
  return rgba
}
