import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type Surface, toCanvas } from './surface.ts'

const side = 12

/** The page itself, made by `makePaper`: a quiet chequer where no layer covers it. */
export function drawPaper({ context, camera }: Surface, page: Rectangle, paper: CanvasPattern): void {
  const area = toCanvas(camera, page)
  paper.setTransform(new DOMMatrix().translate(area.x, area.y).scale(globalThis.devicePixelRatio))
  context.fillStyle = paper
  context.fillRect(area.x, area.y, area.width, area.height)
}

/** The chequer in two colours; the same one serves for every drawing. */
export function makePaper(colours: readonly [string, string]): CanvasPattern | null {
  const canvas = new OffscreenCanvas(2 * side, 2 * side)
  const ink = canvas.getContext('2d')
  if (!ink) return null
  ink.fillStyle = colours[0]
  ink.fillRect(0, 0, 2 * side, 2 * side)
  ink.fillStyle = colours[1]
  ink.fillRect(0, 0, side, side)
  ink.fillRect(side, side, side, side)
  return ink.createPattern(canvas, 'repeat')
}
