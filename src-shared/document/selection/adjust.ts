import { contentBounds } from '../pixel-transfer.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Pixels, emptyPixels, tileSide } from '../pixels.ts'
import { border, grow, inverted, shrink, withRoom } from './grow.ts'
import { type Page, type Plane, newPlane, onPage, pixelsOf, planeOf } from './plane.ts'
import { feather, smooth } from './soften.ts'

/** What can be done to the outline of a selection; lengths in pixels. */
export type Adjustment = 'feather' | 'grow' | 'shrink' | 'border' | 'smooth'

const operations: Readonly<Record<Adjustment, (plane: Plane, by: number) => Plane>> = {
  ...{ feather, grow, shrink, border, smooth },
}

/**
 * The selection with its outline changed by `by` pixels; it stays on the page. Worked out in blocks, since what is
 * wholly in or out, and far from an edge, stays as it is.
 */
export function adjustOutline(selection: Pixels, how: Adjustment, by: number, page: Page): Pixels {
  const bounds = contentBounds(selection)
  const reach = Math.ceil(how === 'grow' || how === 'shrink' || how === 'border' ? by + 2 : 3 * by + 2)
  const area = bounds && onPage(withRoom(bounds, reach), page)
  if (!area) return emptyPixels(1)
  const side = tileSide * Math.ceil((2 * reach) / tileSide)
  const out = newPlane(area)
  for (let y = area.y; y < area.y + area.height; y += side) {
    for (let x = area.x; x < area.x + area.width; x += side) {
      const block = onPage(
        { x, y, width: side, height: side },
        { width: area.x + area.width, height: area.y + area.height },
      )
      const around = block && onPage(withRoom(block, reach), page)
      if (block && around) place(out, block, adjustBlock(planeOf(selection, around), how, by))
    }
  }
  return pixelsOf(out)
}

function adjustBlock(plane: Plane, how: Adjustment, by: number): Plane {
  const first = plane.data[0] ?? 0
  const even = (first === 0 || first === 255) && plane.data.every((value) => value === first)
  if (!even) return operations[how](plane, by)
  return how === 'border' ? newPlane(plane.area) : plane
}

/** Copies what of `plane` lies in `block` into the whole. */
function place(whole: Plane, block: Rectangle, { area, data }: Plane): void {
  for (let y = block.y; y < block.y + block.height; y++) {
    const from = (y - area.y) * area.width + block.x - area.x
    const to = (y - whole.area.y) * whole.area.width + block.x - whole.area.x
    whole.data.set(data.subarray(from, from + block.width), to)
  }
}

/** Everything that is not selected, on the page. */
export function invertSelection(selection: Pixels | null, page: Page): Pixels {
  if (!selection) return emptyPixels(1)
  return pixelsOf(inverted(planeOf(selection, { x: 0, y: 0, ...page })))
}
