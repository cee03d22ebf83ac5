import { overlap } from '#shared/document/composite/block.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { cellBounds, cellSide, cellsIn, levelFor, toLevel } from './cells/level.ts'
import type { Scene } from './cells/scene.ts'
import { type Surface, toCanvas } from './surface.ts'

/** The document's pixels that the surface shows. */
export function visibleArea({ context, camera }: Surface, page: Rectangle): Rectangle | null {
  const { width, height } = context.canvas
  const left = Math.floor(-camera.x / camera.zoom)
  const top = Math.floor(-camera.y / camera.zoom)
  const right = Math.ceil((width - camera.x) / camera.zoom)
  const bottom = Math.ceil((height - camera.y) / camera.zoom)
  return overlap({ x: left, y: top, width: right - left, height: bottom - top }, page)
}

/** Draws the scene's cells that touch `area` (document pixels), clipped to the page. */
export function drawScene(surface: Surface, scene: Scene, area: Rectangle, page: Rectangle): void {
  const { context, camera } = surface
  const level = levelFor(camera.zoom)
  const clip = toCanvas(camera, page)
  context.save()
  context.beginPath()
  context.rect(clip.x, clip.y, clip.width, clip.height)
  context.clip()
  for (const cell of cellsIn(toLevel(area, level), level)) {
    const bounds = cellBounds(cell)
    const target = toCanvas(camera, bounds)
    const picture = scene.picture(cell)
    if (picture) context.drawImage(picture, target.x, target.y, target.width, target.height)
    if (picture !== undefined) continue
    const stand = scene.coarser(cell)
    if (stand) drawPart(context, stand.picture, cellBounds(stand.cell), bounds, target)
    else drawFiner(surface, scene, bounds, level - 1)
  }
  context.restore()
}

/** What is known of `bounds` one level finer, while the view zooms out. */
function drawFiner({ context, camera }: Surface, scene: Scene, bounds: Rectangle, level: number): void {
  if (level < 0) return
  for (const cell of cellsIn(toLevel(bounds, level), level)) {
    const target = toCanvas(camera, cellBounds(cell))
    const picture = scene.picture(cell)
    if (picture) context.drawImage(picture, target.x, target.y, target.width, target.height)
  }
}

/** The part of a coarser cell's picture (`from`, document pixels) that covers `bounds`. */
function drawPart(
  context: CanvasRenderingContext2D,
  picture: OffscreenCanvas,
  from: Rectangle,
  bounds: Rectangle,
  target: Rectangle,
): void {
  const scale = cellSide / from.width
  context.drawImage(
    picture,
    (bounds.x - from.x) * scale,
    (bounds.y - from.y) * scale,
    bounds.width * scale,
    bounds.height * scale,
    target.x,
    target.y,
    target.width,
    target.height,
  )
}
