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

/** Shows the whole page with a margin around it, at most at twice its size. */
export function fitPage(page: Size, viewport: Size, margin = 48): Camera {
  const room = { width: viewport.width - 2 * margin, height: viewport.height - 2 * margin }
  const zoom = Math.min(Math.max(Math.min(room.width / page.width, room.height / page.height), minZoom), 2)
  return centred(page, viewport, zoom)
}

/** One document pixel is one CSS pixel. */
export function actualSize(page: Size, viewport: Size): Camera {
  return centred(page, viewport, 1)
}

function centred(page: Size, viewport: Size, zoom: number): Camera {
  return {
    zoom,
    x: Math.round((viewport.width - page.width * zoom) / 2),
    y: Math.round((viewport.height - page.height * zoom) / 2),
  }
}
