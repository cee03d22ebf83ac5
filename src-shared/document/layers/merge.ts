import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type CanvasDocument, type Layer, newLayer } from '../canvas-document.ts'
import { compositeArea } from '../composite/composite.ts'
import { type Edit, placeLayer, removeLayers, sequence } from '../edits.ts'
import { pixelsFrom } from '../pixel-transfer.ts'
import { emptyPixels } from '../pixels.ts'
import { rootsOf, withDescendants } from './branches.ts'
import { areaOf } from './content-area.ts'
import { excerptOf, siblingsBelow } from './excerpt.ts'
import { mergeOrigins } from './merge-origins.ts'
import { mergeCoverage } from './merge-coverage.ts'

/** Makes the picture of an area: `compositeArea`, or pictures of the same that were made before, in a worker. */
export type Composite = typeof compositeArea

/** The nearest shown layer beneath, in the same group, that `id` can be merged with; null when there is none. */
export function mergePartner(document: CanvasDocument, id: string): string | null {
  const layer = document.layers[id]
  if (!layer?.visible) return null
  const below = siblingsBelow(document, id).filter((each) => document.layers[each]?.visible)
  const partner = document.layers[below.at(-1) ?? '']
  return partner && isCoverage(partner) === isCoverage(layer) && partner.kind !== 'adjustment'
    ? partner.id
    : null
}

/** Of `ids`, those that can become one layer: pictures with groups and adjustments, or else coverage; shown ones. */
export function mergeable(document: CanvasDocument, ids: readonly string[]): string[] {
  const roots = rootsOf(document, ids).filter((id) => document.layers[id]?.visible)
  const pictures = roots.filter((id) => !isCoverage(document.layers[id]))
  const ground = pictures.findIndex((id) => document.layers[id]?.kind !== 'adjustment')
  const chosen = ground < 0 ? roots.filter((id) => isCoverage(document.layers[id])) : pictures.slice(ground)
  const single = document.layers[chosen[0] ?? '']
  return chosen.length > 1 || single?.kind === 'group' ? chosen : []
}

/**
 * One layer in place of several, exactly as they look together: every byte is what `compositeArea` makes of them
 * alone. It stands where the topmost was, blends and is clipped as the lowest was, and is named after it.
 */
export function mergeLayers(
  ids: readonly string[],
  newId: string,
  composite: Composite = compositeArea,
): Edit {
  return (document) => {
    const roots = mergeable(document, ids)
    const [lowest, topmost] = [document.layers[roots[0] ?? ''], document.layers[roots.at(-1) ?? '']]
    if (!lowest || !topmost) return document
    const merged = isCoverage(lowest)
      ? { ...lowest, id: newId, ...mergeCoverage(document, roots) }
      : { ...newLayer(newId, 'raster', lowest.name), ...pictureOf(document, roots, composite) }
    const { blend, clip } = lowest
    const layer: Layer = { ...merged, ...(isCoverage(lowest) ? {} : { blend, clip }) }
    return sequence(
      placeLayer(layer, topmost.parent, topmost.id),
      removeLayers(roots),
      makeActive(newId),
    )(document)
  }
}

/** One layer in place of everything that shows; what is hidden, masks and regions stay as they are. */
export function mergeVisible(newId: string, name: string, composite: Composite = compositeArea): Edit {
  return (document) => {
    const shown = shownPictures(document)
    if (shown.length === 0) return document
    const layer = {
      ...newLayer(newId, 'raster', name),
      ...pictureOf(document, rootsOf(document, document.order), composite),
    }
    const topmost = outermost(document, shown.at(-1) ?? '')
    const merged = sequence(placeLayer(layer, null, topmost), removeLayers(shown))(document)
    return sequence(removeLayers(emptied(document, merged)), makeActive(newId))(merged)
  }
}

/** One layer out of the whole page, cut off at its edges; hidden pictures are dropped, masks and regions stay. */
export function flattenDocument(newId: string, name: string, composite: Composite = compositeArea): Edit {
  return (document) => {
    const page = { x: 0, y: 0, width: document.width, height: document.height }
    const pixels = pixelsFrom(composite(document, page), page, 4)
    const origins = mergeOrigins(document, shownPictures(document), page)
    const pictures = document.order.filter((id) => isLeafPicture(document.layers[id]))
    const layer = { ...newLayer(newId, 'raster', name), pixels, origins }
    const flat = sequence(placeLayer(layer, null, null), removeLayers(pictures))(document)
    return sequence(removeLayers(emptied(document, flat)), makeActive(newId))(flat)
  }
}

/** Place, pixels and origins of a layer that looks as these do. */
function pictureOf(
  document: CanvasDocument,
  roots: readonly string[],
  composite: Composite,
): Pick<Layer, 'x' | 'y' | 'pixels' | 'origins'> {
  const alone = excerptOf(document, roots)
  const shown = shownPictures(alone)
  const area = areaOf({ ...alone, order: shown })
  if (!area) return { x: 0, y: 0, pixels: emptyPixels(4), origins: null }
  const block = compositeBeyond(alone, area, composite)
  const own = { x: 0, y: 0, width: area.width, height: area.height }
  const origins = mergeOrigins(alone, shown, area)
  return { x: area.x, y: area.y, pixels: pixelsFrom(block, own, 4), origins }
}

/** As `compositeArea`, also off the page: there the page is thought larger, and on it nothing is different. */
function compositeBeyond(
  document: CanvasDocument,
  area: Rectangle,
  composite: Composite,
): Uint8ClampedArray<ArrayBuffer> {
  const { width, height } = document
  const inside = area.x >= 0 && area.y >= 0 && area.x + area.width <= width && area.y + area.height <= height
  if (inside) return composite(document, area)
  const layers = Object.entries(document.layers).map(
    ([id, layer]) => [id, { ...layer, x: layer.x - area.x, y: layer.y - area.y }] as const,
  )
  const wide = { ...document, width: area.width, height: area.height, layers: Object.fromEntries(layers) }
  const block = composite(wide, { ...area, x: 0, y: 0 })
  const left = Math.max(0, area.x)
  const part = Math.min(width, area.x + area.width) - left
  const top = Math.max(0, area.y)
  const rows = Math.min(height, area.y + area.height) - top
  if (part <= 0 || rows <= 0) return block
  const page = composite(document, { x: left, y: top, width: part, height: rows })
  for (let row = 0; row < rows; row++) {
    const to = ((top + row - area.y) * area.width + left - area.x) * 4
    block.set(page.subarray(row * part * 4, (row + 1) * part * 4), to)
  }
  return block
}

/** Raster layers and adjustments that show, with every group around them, bottom first. */
function shownPictures(document: CanvasDocument): string[] {
  const shown = (layer: Layer | undefined): boolean =>
    layer !== undefined && layer.visible && (layer.parent === null || shown(document.layers[layer.parent]))
  return document.order.filter((id) => isLeafPicture(document.layers[id]) && shown(document.layers[id]))
}

/** Groups that held something before and hold nothing any more. */
function emptied(before: CanvasDocument, after: CanvasDocument): string[] {
  const holds = (document: CanvasDocument, id: string) =>
    withDescendants(document, [id]).some((each) => document.layers[each]?.kind !== 'group')
  return after.order.filter(
    (id) => after.layers[id]?.kind === 'group' && holds(before, id) && !holds(after, id),
  )
}

function outermost(document: CanvasDocument, id: string): string {
  const parent = document.layers[id]?.parent ?? null
  return parent === null ? id : outermost(document, parent)
}

function makeActive(id: string): Edit {
  return (document) => ({ ...document, activeLayerId: id })
}

function isLeafPicture(layer: Layer | undefined): boolean {
  return layer?.kind === 'raster' || layer?.kind === 'adjustment'
}

function isCoverage(layer: Layer | undefined): boolean {
  return layer?.kind === 'mask' || layer?.kind === 'region'
}
