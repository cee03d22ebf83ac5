import type { Rectangle } from '../entities/studio-document.ts'
import { type CanvasDocument, layersOf } from './canvas-document.ts'
import { shifted } from './cover-with-page.ts'
import { type Edit, changeLayer, sequence } from './edits.ts'
import { intersectPixels } from './intersect-pixels.ts'
import { keptOnPage } from './selection/move.ts'

/**
 * Makes `area` (whole pixels) the page: all that is on it moves along. Layers keep what lies beyond the page, unless
 * `deleteOutside`. The box stays with what it was on; where it was the whole page, or would miss it, it is the new
 * one.
 */
export function setPageArea(area: Rectangle, deleteOutside = false): Edit {
  return (document) => {
    const { width, height } = area
    const same = area.x === 0 && area.y === 0 && width === document.width && height === document.height
    if (same && !deleteOutside) return document
    const moved = shifted({ ...document, width, height }, -area.x, -area.y)
    const page = { ...moved, box: boxAfter(document, moved) }
    const selection = page.selection && keptOnPage(page.selection, page)
    const kept = { ...page, selection: selection && selection.tiles.size > 0 ? selection : null }
    return deleteOutside ? trimLayers(kept) : kept
  }
}

function boxAfter(before: CanvasDocument, { box, width, height }: CanvasDocument): Rectangle {
  const { x, y } = before.box
  const whole = x === 0 && y === 0 && before.box.width === before.width && before.box.height === before.height
  const meets = box.x < width && box.y < height && box.x + box.width > 0 && box.y + box.height > 0
  return whole || !meets ? { x: 0, y: 0, width, height } : box
}

/** Takes away what layers have beyond the page. */
function trimLayers(document: CanvasDocument): CanvasDocument {
  const { width, height } = document
  const trims = layersOf(document).map(({ id, pixels, x, y }) =>
    changeLayer(id, { pixels: intersectPixels(pixels, { x: -x, y: -y, width, height }) }),
  )
  return sequence(...trims)(document)
}
