import type { Rectangle } from '#shared/entities/studio-document.ts'
import { adjustBlock, reachOf } from '../adjust/index.ts'
import { blendRow } from '../blend/blend-row.ts'
import { mixRow } from '../blend/mix-row.ts'
import type { CanvasDocument, Layer } from '../canvas-document.ts'
import { tileColumn, tileKeysIn, tileOverlap, tileRow, tileSide } from '../pixels.ts'
import { type Block, copyInto, grown, newBlock, overlap } from './block.ts'
import { keepAlphaOf, makeOpaque } from './clipping.ts'
import { type StackItem, layerStack } from './layer-stack.ts'

/**
 * The picture in `area` (document pixels) as width × height × 4 bytes with straight alpha: visible layers with blend
 * modes, opacity, clipping, groups (each composited for itself first) and adjustments, rounded to bytes after each
 * layer. Nothing is outside of the page. A lone opaque layer's bytes come through unchanged.
 */
export function compositeArea(document: CanvasDocument, area: Rectangle): Uint8ClampedArray<ArrayBuffer> {
  return compositeItems(document, layerStack(document), area).bytes
}

function compositeItems(document: CanvasDocument, items: readonly StackItem[], area: Rectangle): Block {
  const page = { x: 0, y: 0, width: document.width, height: document.height }
  const seen = overlap(grown(area, reachOfItems(items)), page)
  const result = newBlock(area)
  if (seen && overlap(area, page)) copyInto(result, layItems(items, seen))
  return result
}

/** How far around an area these items look, in pixels: blurs add up, one within another too. */
export function reachOfItems(items: readonly StackItem[]): number {
  let reach = 0
  for (const { layer, items: held, clipped } of items)
    reach += (layer.adjustment ? reachOf(layer.adjustment) : 0) + reachOfItems(held) + reachOfItems(clipped)
  return reach
}

function layItems(items: readonly StackItem[], area: Rectangle): Block {
  const block = newBlock(area)
  for (const item of items) layItem(block, item)
  return block
}

function layItem(block: Block, item: StackItem): void {
  const { layer } = item
  if (layer.kind === 'adjustment') adjust(block, layer)
  else if (layer.kind === 'raster' && item.clipped.length === 0) layRaster(block, layer, layer)
  else layBlock(block, contentOf(item, block.area), layer)
}

/** A group's or a clipping base's own picture, before its opacity and blend mode. */
function contentOf(item: StackItem, area: Rectangle): Block {
  const content = item.layer.kind === 'group' ? layItems(item.items, area) : newBlock(area)
  if (item.layer.kind === 'raster') layRaster(content, item.layer, { blend: 'normal', opacity: 1 })
  if (item.clipped.length === 0) return content
  const base = { area, bytes: content.bytes.slice() }
  for (const clipped of item.clipped) {
    if (clipped.layer.kind !== 'adjustment') makeOpaque(content)
    layItem(content, clipped)
    keepAlphaOf(base, content)
  }
  return content
}

type Manner = Pick<Layer, 'blend' | 'opacity'>

function layRaster(block: Block, layer: Layer, { blend, opacity }: Manner): void {
  const { area, bytes } = block
  const own = { ...area, x: area.x - layer.x, y: area.y - layer.y }
  for (const key of tileKeysIn(own)) {
    const tile = layer.pixels.tiles.get(key)
    const part = tile && tileOverlap(key, own)
    if (!tile || !part) continue
    const left = part.x - tileColumn(key) * tileSide
    for (let y = part.y; y < part.y + part.height; y++) {
      const target = { bytes, at: ((y - own.y) * own.width + part.x - own.x) * 4 }
      const source = { bytes: tile, at: ((y - tileRow(key) * tileSide) * tileSide + left) * 4 }
      blendRow(target, source, part.width, blend, opacity)
    }
  }
}

function layBlock(block: Block, { bytes }: Block, { blend, opacity }: Manner): void {
  blendRow({ bytes: block.bytes, at: 0 }, { bytes, at: 0 }, bytes.length / 4, blend, opacity)
}

function adjust(block: Block, { adjustment, blend, opacity }: Layer): void {
  if (!adjustment) return
  const changed = block.bytes.slice()
  adjustBlock(changed, block.area.width, block.area.height, adjustment)
  mixRow({ bytes: block.bytes, at: 0 }, { bytes: changed, at: 0 }, changed.length / 4, blend, opacity)
}
