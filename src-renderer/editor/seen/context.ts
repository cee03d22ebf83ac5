import type { Rectangle } from '#shared/entities/studio-document.ts'

/** Least that is shown around a mask, as a share of the mask's longer side and in pixels. */
const [shareAround, leastAround] = [0.5, 32]
/** A crop that leaves this much of the box is not worth it. */
const worthwhile = 0.7

/**
 * What the model is shown of `box` so that it fills a mask with these `bounds`: the mask with room around it, at least
 * as large as the model works, within the box; the whole box where that is hardly more.
 */
export function contextAround(bounds: Rectangle, box: Rectangle, nativeSize: number): Rectangle {
  const around = Math.max(leastAround, Math.round(Math.max(bounds.width, bounds.height) * shareAround))
  const [x, width] = side(bounds.x, bounds.width, around, nativeSize, box.x, box.width)
  const [y, height] = side(bounds.y, bounds.height, around, nativeSize, box.y, box.height)
  return width * height > box.width * box.height * worthwhile ? box : { x, y, width, height }
}

function side(
  start: number,
  length: number,
  around: number,
  least: number,
  boxStart: number,
  boxLength: number,
): readonly [number, number] {
  const wanted = Math.max(length + 2 * around, least)
  const taken = Math.min(Math.ceil(wanted / 16) * 16, boxLength)
  const from = Math.round(start + length / 2 - taken / 2)
  return [Math.min(Math.max(from, boxStart), boxStart + boxLength - taken), taken]
}
