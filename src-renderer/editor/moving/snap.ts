import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { SketchLine } from '../sketch.ts'

interface Page {
  readonly width: number
  readonly height: number
}

export interface Snapped {
  readonly dx: number
  readonly dy: number
  /** The lines that were met. */
  readonly guides: readonly SketchLine[]
}

/**
 * A way of whole pixels that puts an edge or the middle of `area` onto an edge or the middle of the page, where one
 * is within `reach` pixels.
 */
export function snapToPage(
  area: Rectangle | null,
  page: Page,
  dx: number,
  dy: number,
  reach: number,
): Snapped {
  if (!area) return { dx, dy, guides: [] }
  const across = snapAlong(area.x + dx, area.width, page.width, reach)
  const down = snapAlong(area.y + dy, area.height, page.height, reach)
  const guides: SketchLine[] = []
  if (across) guides.push(guide({ x: across.at, y: 0 }, { x: across.at, y: page.height }))
  if (down) guides.push(guide({ x: 0, y: down.at }, { x: page.width, y: down.at }))
  return { dx: dx + (across?.by ?? 0), dy: dy + (down?.by ?? 0), guides }
}

function snapAlong(
  start: number,
  length: number,
  page: number,
  reach: number,
): { by: number; at: number } | null {
  const meetings = [
    { by: -start, at: 0 },
    { by: page - start - length, at: page },
    { by: Math.round(page / 2 - start - length / 2), at: page / 2 },
  ]
  const nearest = meetings.toSorted((a, b) => Math.abs(a.by) - Math.abs(b.by))[0]
  return nearest && Math.abs(nearest.by) <= reach ? nearest : null
}

function guide(from: { x: number; y: number }, to: { x: number; y: number }): SketchLine {
  return { kind: 'guide', points: [from, to], closed: false }
}
