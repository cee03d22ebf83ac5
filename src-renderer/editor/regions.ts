import { type CanvasDocument, type Layer, layersOf } from '#shared/document/canvas-document.ts'
import { isShown } from '#shared/document/layer-tree.ts'
import { isEmptyIn, readPixels } from '#shared/document/pixel-transfer.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { intersection, translate } from './pixels/rectangles.ts'

/** A prompt for a part of the picture, and where that lies. */
export interface RegionIn {
  readonly prompt: string
  readonly weight: number
  /** A byte a pixel; it may be smaller than the area that it stands for. */
  readonly coverage: Uint8ClampedArray<ArrayBuffer>
  readonly width: number
  readonly height: number
}

/** Masks are looked at in cells of 8 pixels and more; beyond this side more pixels tell nothing. */
const longestSide = 1024

/** Region layers, topmost first, whether they count or not. */
export function regionLayers(document: CanvasDocument): Layer[] {
  return layersOf(document)
    .filter(({ kind }) => kind === 'region')
    .toReversed()
}

/** Those that count for a picture of `area`: shown, and with something in it. */
export function countingRegions(document: CanvasDocument, area: Rectangle): Layer[] {
  const page = { x: 0, y: 0, width: document.width, height: document.height }
  const seen = intersection(area, page)
  if (!seen) return []
  return regionLayers(document).filter(
    (layer) =>
      isShown(document, layer) &&
      layer.opacity > 0 &&
      !isEmptyIn(layer.pixels, translate(seen, -layer.x, -layer.y)),
  )
}

/** Prompts and coverage of the regions that count, as they are sent; opacity makes coverage fainter. */
export function regionsIn(document: CanvasDocument, area: Rectangle): RegionIn[] {
  return countingRegions(document, area).map((layer) => {
    const block = readPixels(layer.pixels, translate(area, -layer.x, -layer.y))
    const { prompt, weight } = layer.region ?? { prompt: '', weight: 1 }
    return { prompt, weight, ...reduced(block, area, layer.opacity) }
  })
}

/** Each byte the mean of a square of pixels, so that no side is longer than is looked at. */
function reduced(
  block: Uint8ClampedArray,
  area: { width: number; height: number },
  opacity: number,
): Pick<RegionIn, 'coverage' | 'width' | 'height'> {
  const step = Math.ceil(Math.max(area.width, area.height) / longestSide)
  const [width, height] = [Math.ceil(area.width / step), Math.ceil(area.height / step)]
  const coverage = new Uint8ClampedArray(width * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [right, bottom] = [Math.min((x + 1) * step, area.width), Math.min((y + 1) * step, area.height)]
      let [sum, count] = [0, 0]
      for (let row = y * step; row < bottom; row++)
        for (let column = x * step; column < right; column++, count++)
          sum += block[row * area.width + column]!
      coverage[y * width + x] = (sum / count) * opacity
    }
  return { coverage, width, height }
}
