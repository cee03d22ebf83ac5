import { contentBounds } from '../pixel-transfer.ts'
import { type Pixels, emptyPixels } from '../pixels.ts'
import { border, grow, inverted, shrink, withRoom } from './grow.ts'
import { type Page, type Plane, onPage, pixelsOf, planeOf } from './plane.ts'
import { feather, smooth } from './soften.ts'

/** What can be done to the outline of a selection; lengths in pixels. */
export type Adjustment = 'feather' | 'grow' | 'shrink' | 'border' | 'smooth'

const operations: Readonly<Record<Adjustment, (plane: Plane, by: number) => Plane>> = {
  ...{ feather, grow, shrink, border, smooth },
}

/** The selection with its outline changed by `by` pixels; it stays on the page. */
export function adjustOutline(selection: Pixels, how: Adjustment, by: number, page: Page): Pixels {
  const bounds = contentBounds(selection)
  const room = Math.ceil(how === 'grow' ? by + 2 : how === 'shrink' ? 2 : 3 * by + 2)
  const area = bounds && onPage(withRoom(bounds, room), page)
  return area ? pixelsOf(operations[how](planeOf(selection, area), by)) : emptyPixels(1)
}

/** Everything that is not selected, on the page. */
export function invertSelection(selection: Pixels | null, page: Page): Pixels {
  if (!selection) return emptyPixels(1)
  return pixelsOf(inverted(planeOf(selection, { x: 0, y: 0, ...page })))
}
