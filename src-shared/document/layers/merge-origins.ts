import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { CanvasDocument, Layer, Origins } from '../canvas-document.ts'
import { pixelsFrom, readPixels } from '../pixel-transfer.ts'
import { groupsAround } from '../layer-tree.ts'

const mostPictures = 255

/**
 * Where the merged pixels of `area` (document pixels) came from. A layer that covers at least half decides; paint by
 * hand clears what a model made only where it hides it wholly, so that nothing made loses its record.
 */
export function mergeOrigins(
  document: CanvasDocument,
  ids: readonly string[],
  area: Rectangle,
): Origins | null {
  const layers = ids.flatMap((id) => document.layers[id] ?? []).filter(({ kind }) => kind === 'raster')
  if (layers.every(({ origins }) => origins === null)) return null
  const map = new Uint8ClampedArray(area.width * area.height)
  const pictures: string[] = []
  for (const layer of layers) layOrigins(map, pictures, layer, opacityOf(document, layer), area)
  if (map.every((origin) => origin === 0)) return null
  const own = { x: 0, y: 0, width: area.width, height: area.height }
  return { map: pixelsFrom(map, own, 1), pictures }
}

function layOrigins(
  map: Uint8ClampedArray,
  pictures: string[],
  layer: Layer,
  opacity: number,
  area: Rectangle,
): void {
  const there = { ...area, x: area.x - layer.x, y: area.y - layer.y }
  const pixels = readPixels(layer.pixels, there)
  const origins = layer.origins && readPixels(layer.origins.map, there)
  const places = [0, ...(layer.origins?.pictures ?? []).map((picture) => placeOf(pictures, picture))]
  for (let i = 0; i < map.length; i++) {
    const alpha = (pixels[i * 4 + 3] ?? 0) * opacity
    if (alpha === 0) continue
    const origin = places[origins?.[i] ?? 0] ?? 0
    if (origin !== 0 ? alpha >= 128 || map[i] === 0 : alpha >= 255 && layer.blend === 'normal')
      map[i] = origin
  }
}

/** The number of a picture, which is added when it is new. The last number stands for all that are too many. */
function placeOf(pictures: string[], picture: string): number {
  const known = pictures.indexOf(picture)
  if (known >= 0) return known + 1
  if (pictures.length < mostPictures) pictures.push(picture)
  return pictures.length
}

function opacityOf(document: CanvasDocument, layer: Layer): number {
  return groupsAround(document, layer.id).reduce((share, { opacity }) => share * opacity, layer.opacity)
}
