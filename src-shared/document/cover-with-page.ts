import type { Rectangle } from '../entities/studio-document.ts'
import type { CanvasDocument, Layer, StagedCandidate } from './canvas-document.ts'
import type { Edit } from './edits.ts'
import { contentBounds, pixelsFrom, readPixels } from './pixel-transfer.ts'
import type { Pixels } from './pixels.ts'

/**
 * Grows the page so that `area` lies on it. Where it grows to the left or to the top, all that it holds moves along, so
 * that everything stays where it was on the picture.
 */
export function coverWithPage(area: Rectangle): Edit {
  return (document) => {
    const [left, top] = [Math.max(0, -area.x), Math.max(0, -area.y)]
    const width = Math.max(document.width, area.x + area.width) + left
    const height = Math.max(document.height, area.y + area.height) + top
    if (width === document.width && height === document.height) return document
    return shifted({ ...document, width, height }, left, top)
  }
}

/** Everything on the page `dx` further right and `dy` further down. */
export function shifted(document: CanvasDocument, dx: number, dy: number): CanvasDocument {
  if (dx === 0 && dy === 0) return document
  const { layers, candidates, box, origin, selection } = document
  const moved = ({ x, y, ...rest }: Rectangle): Rectangle => ({ ...rest, x: x + dx, y: y + dy })
  const layer = (each: Layer): Layer => ({ ...each, x: each.x + dx, y: each.y + dy })
  const candidate = (each: StagedCandidate): StagedCandidate => ({ ...each, bounds: moved(each.bounds) })
  return {
    ...document,
    layers: mapped(layers, layer),
    candidates: mapped(candidates, candidate),
    box: moved(box),
    origin: { x: origin.x + dx, y: origin.y + dy },
    selection: selection && shiftedPixels(selection, dx, dy),
  }
}

function mapped<T>(records: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(records).map(([id, value]) => [id, change(value)]))
}

function shiftedPixels(pixels: Pixels, dx: number, dy: number): Pixels {
  const bounds = contentBounds(pixels)
  if (!bounds) return pixels
  const block = readPixels(pixels, bounds)
  return pixelsFrom(block, { ...bounds, x: bounds.x + dx, y: bounds.y + dy }, pixels.channels)
}
