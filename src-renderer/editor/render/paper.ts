import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Surface, toCanvas } from './surface.ts'

const side = 12

/** The page itself: a quiet chequer where no layer covers it. */
export function drawPaper(
  { context, camera }: Surface,
  page: Rectangle,
  colours: readonly [string, string],
): void {
  const area = toCanvas(camera, page)
  const pattern = chequer(context, colours)
  if (!pattern) return
  pattern.setTransform(new DOMMatrix().translate(area.x, area.y).scale(globalThis.devicePixelRatio))
  context.fillStyle = pattern
  context.fillRect(area.x, area.y, area.width, area.height)
}

function chequer(
  context: CanvasRenderingContext2D,
  colours: readonly [string, string],
): CanvasPattern | null {
  const canvas = new OffscreenCanvas(2 * side, 2 * side)
  const ink = canvas.getContext('2d')
  if (!ink) return null
  ink.fillStyle = colours[0]
  ink.fillRect(0, 0, 2 * side, 2 * side)
  ink.fillStyle = colours[1]
  ink.fillRect(0, 0, side, side)
  ink.fillRect(side, side, side, side)
  return context.createPattern(canvas, 'repeat')
}
