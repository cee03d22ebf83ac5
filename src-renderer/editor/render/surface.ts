import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Camera } from '../camera.ts'

/** One viewport-sized canvas and the document's rectangle on it. */
export interface Surface {
  readonly context: CanvasRenderingContext2D
  /** Document → canvas pixels: the camera times the screen's pixel ratio. */
  readonly camera: Camera
  readonly quality: ImageSmoothingQuality
}

/** Where `area` (document pixels) falls, on whole canvas pixels, so that neighbouring tiles leave no seam. */
export function toCanvas(camera: Camera, area: Rectangle): Rectangle {
  const x = Math.round(area.x * camera.zoom + camera.x)
  const y = Math.round(area.y * camera.zoom + camera.y)
  return {
    x,
    y,
    width: Math.round((area.x + area.width) * camera.zoom + camera.x) - x,
    height: Math.round((area.y + area.height) * camera.zoom + camera.y) - y,
  }
}

/** Clears the surface, or the part of it that shows `dirty`, and lets `draw` paint there only. */
export function repaint(surface: Surface, dirty: Rectangle | null, draw: () => void): void {
  const { context, camera } = surface
  const { width, height } = context.canvas
  const part = dirty ? grow(toCanvas(camera, dirty), 2) : { x: 0, y: 0, width, height }
  // Cleared as a whole and without a clip, the browser need not keep what was there.
  if (!dirty) context.clearRect(0, 0, width, height)
  context.save()
  if (dirty) {
    context.beginPath()
    context.rect(part.x, part.y, part.width, part.height)
    context.clip()
    context.clearRect(part.x, part.y, part.width, part.height)
  }
  context.imageSmoothingEnabled = camera.zoom < 2
  context.imageSmoothingQuality = surface.quality
  draw()
  context.restore()
}

function grow(area: Rectangle, by: number): Rectangle {
  return { x: area.x - by, y: area.y - by, width: area.width + 2 * by, height: area.height + 2 * by }
}
