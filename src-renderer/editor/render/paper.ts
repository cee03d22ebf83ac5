import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Surface, toCanvas } from './surface.ts'

/** The page itself: a quiet chequer where no layer covers it. */
export function drawPaper(
  { context, camera }: Surface,
  page: Rectangle,
  colours: readonly [string, string],
): void {
  const area = toCanvas(camera, page)
  context.fillStyle = colours[0]
  context.fillRect(area.x, area.y, area.width, area.height)
  context.fillStyle = colours[1]
  const side = 12 * globalThis.devicePixelRatio
  const right = Math.min(area.width, context.canvas.width - area.x)
  const bottom = Math.min(area.height, context.canvas.height - area.y)
  const firstColumn = Math.max(0, Math.floor(-area.x / side))
  const firstRow = Math.max(0, Math.floor(-area.y / side))
  for (let row = firstRow; row * side < bottom; row++) {
    for (let column = firstColumn + ((firstColumn + row) % 2); column * side < right; column += 2) {
      const x = column * side
      const y = row * side
      context.fillRect(
        area.x + x,
        area.y + y,
        Math.min(side, area.width - x),
        Math.min(side, area.height - y),
      )
    }
  }
}
