import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Point } from '#editor/camera.ts'

/** The area between where a drag began and where it is, on whole pixels; square, or grown from its middle. */
export function dragArea(
  from: Point,
  to: Point,
  { square, centred }: { square: boolean; centred: boolean },
): Rectangle {
  let dx = Math.round(to.x) - Math.round(from.x)
  let dy = Math.round(to.y) - Math.round(from.y)
  if (square) {
    const side = Math.max(Math.abs(dx), Math.abs(dy))
    dx = side * (dx < 0 ? -1 : 1)
    dy = side * (dy < 0 ? -1 : 1)
  }
  const [x, y] = [Math.round(from.x), Math.round(from.y)]
  const start = centred ? { x: x - dx, y: y - dy } : { x, y }
  const [width, height] = centred ? [2 * dx, 2 * dy] : [dx, dy]
  return {
    x: Math.min(start.x, start.x + width),
    y: Math.min(start.y, start.y + height),
    width: Math.abs(width),
    height: Math.abs(height),
  }
}

/** The outline of such an area as it is drawn. */
export function outlineOf({ x, y, width, height }: Rectangle, round: boolean): Point[] {
  if (!round) {
    return [
      { x, y },
      { x: x + width, y },
      { x: x + width, y: y + height },
      { x, y: y + height },
    ]
  }
  return Array.from({ length: 96 }, (_none, index) => {
    const angle = (index / 96) * 2 * Math.PI
    return { x: x + (width / 2) * (1 + Math.cos(angle)), y: y + (height / 2) * (1 + Math.sin(angle)) }
  })
}
