/** Where the viewport looks: screen = document × zoom + (x, y), in CSS pixels. */
export interface Camera {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

interface Size {
  readonly width: number
  readonly height: number
}

export const minZoom = 0.05
export const maxZoom = 32

export function toDocument(camera: Camera, screen: Point): Point {
  return { x: (screen.x - camera.x) / camera.zoom, y: (screen.y - camera.y) / camera.zoom }
}

export function toScreen(camera: Camera, point: Point): Point {
  return { x: point.x * camera.zoom + camera.x, y: point.y * camera.zoom + camera.y }
}

/** Zooms by `factor`; the document point under `anchor` (screen) stays where it is. */
export function zoomAt(camera: Camera, anchor: Point, factor: number): Camera {
  const zoom = Math.min(Math.max(camera.zoom * factor, minZoom), maxZoom)
  const ratio = zoom / camera.zoom
  return { zoom, x: anchor.x - (anchor.x - camera.x) * ratio, y: anchor.y - (anchor.y - camera.y) * ratio }
}

export function panBy(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x + dx, y: camera.y + dy }
}

/** Shows the whole page with a margin around it: smaller where it must be, else at whole multiples up to 4. */
export function fitPage(page: Size, viewport: Size, margin = 48): Camera {
  const room = { width: viewport.width - 2 * margin, height: viewport.height - 2 * margin }
  const fits = Math.max(Math.min(room.width / page.width, room.height / page.height), minZoom)
  return centred(page, viewport, fits < 1 ? fits : Math.min(Math.floor(fits), 4))
}

/** One document pixel is one CSS pixel. */
export function actualSize(page: Size, viewport: Size): Camera {
  return centred(page, viewport, 1)
}

export function isFitted(camera: Camera, page: Size, viewport: Size): boolean {
  const fitted = fitPage(page, viewport)
  return fitted.x === camera.x && fitted.y === camera.y && fitted.zoom === camera.zoom
}

/** The camera after the viewport changed: a fitted page stays fitted, else the middle stays in the middle. */
export function afterResize(camera: Camera, page: Size, before: Size, after: Size): Camera {
  if (before.width <= 1 || isFitted(camera, page, before)) return fitPage(page, after)
  return panBy(camera, (after.width - before.width) / 2, (after.height - before.height) / 2)
}

function centred(page: Size, viewport: Size, zoom: number): Camera {
  return {
    zoom,
    x: Math.round((viewport.width - page.width * zoom) / 2),
    y: Math.round((viewport.height - page.height * zoom) / 2),
  }
}
