import type { Rectangle } from '#shared/entities/studio-document.ts'

/** Where the picture stays when the page gets another size: 0 left or top, 0.5 the middle, 1 right or bottom. */
export interface Anchor {
  readonly x: 0 | 0.5 | 1
  readonly y: 0 | 0.5 | 1
}

/** The new page in the coordinates of the old one. */
export function pageAround(
  page: { width: number; height: number },
  size: { width: number; height: number },
  anchor: Anchor,
): Rectangle {
  return {
    x: -Math.round((size.width - page.width) * anchor.x),
    y: -Math.round((size.height - page.height) * anchor.y),
    width: size.width,
    height: size.height,
  }
}
