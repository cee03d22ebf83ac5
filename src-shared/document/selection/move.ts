import { contentBounds } from '../pixel-transfer.ts'
import { type Pixels, emptyPixels } from '../pixels.ts'
import { shiftPixels } from '../transform/shift-pixels.ts'
import { type Page, onPage, pixelsOf, planeOf } from './plane.ts'

/** The selection moved by whole pixels; what leaves the page is lost. */
export function moveSelection(selection: Pixels, dx: number, dy: number, page: Page): Pixels {
  return keptOnPage(shiftPixels(selection, dx, dy), page)
}

/** What of it lies on the page. */
export function keptOnPage(selection: Pixels, page: Page): Pixels {
  const bounds = contentBounds(selection)
  const area = bounds && onPage(bounds, page)
  if (!bounds || !area) return emptyPixels(1)
  const whole = area.width === bounds.width && area.height === bounds.height
  return whole ? selection : pixelsOf(planeOf(selection, area))
}
