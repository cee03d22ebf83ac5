import type { Adjustment } from '#shared/entities/adjustment.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { adjustBlock, reachOf } from '../adjust/index.ts'
import { mixRow } from '../blend/mix-row.ts'
import type { CanvasDocument, Layer } from '../canvas-document.ts'
import { type Edit, changeLayer, removeLayer, selectLayer, sequence } from '../edits.ts'
import { contentBounds, pixelsFrom, readPixels } from '../pixel-transfer.ts'
import { grown, overlap } from '../composite/block.ts'
import { type Pixels, tileColumn, tileKeysIn, tileRow, tileSide } from '../pixels.ts'
import { siblingsBelow } from './excerpt.ts'

/** The picture that an adjustment layer can be applied to: the nearest shown raster layer beneath it in its group. */
export function adjustmentTarget(document: CanvasDocument, id: string): Layer | null {
  if (document.layers[id]?.kind !== 'adjustment') return null
  const below = siblingsBelow(document, id).map((each) => document.layers[each])
  return below.findLast((layer) => layer?.kind === 'raster' && layer.visible) ?? null
}

/** Changes the pixels of the layer beneath for good, where selected, and takes the adjustment layer away. */
export function applyAdjustment(id: string): Edit {
  return (document) => {
    const layer = document.layers[id]
    const target = adjustmentTarget(document, id)
    if (!layer?.adjustment || !target) return document
    const pixels = adjustedPixels(document, target, layer.adjustment, layer.opacity)
    return sequence(changeLayer(target.id, { pixels }), removeLayer(id), selectLayer(target.id))(document)
  }
}

function adjustedPixels(
  document: CanvasDocument,
  target: Layer,
  adjustment: Adjustment,
  opacity: number,
): Pixels {
  const reach = reachOf(adjustment)
  const bounds = contentBounds(target.pixels)
  const wanted = bounds && wholeTiles(grown(bounds, reach))
  if (!wanted) return target.pixels
  const selected = document.selection && contentBounds(document.selection)
  const seen = selected && { ...selected, x: selected.x - target.x, y: selected.y - target.y }
  if (document.selection && !seen) return target.pixels
  const area = seen ? overlap(wanted, wholeTiles(seen)) : wanted
  if (!area) return target.pixels
  const before = readPixels(target.pixels, area)
  const after = adjustedBlock(target.pixels, area, adjustment, reach)
  if (target.lockAlpha) keepAlpha(after, before)
  mix(before, after, selectedShares(document, target, area), opacity)
  return replaced(target.pixels, before, area)
}

function adjustedBlock(
  pixels: Pixels,
  area: Rectangle,
  adjustment: Adjustment,
  reach: number,
): Uint8ClampedArray {
  const wide = grown(area, reach)
  const block = readPixels(pixels, wide)
  adjustBlock(block, wide.width, wide.height, adjustment)
  if (reach === 0) return block
  const inner = new Uint8ClampedArray(area.width * area.height * 4)
  for (let row = 0; row < area.height; row++) {
    const from = ((row + reach) * wide.width + reach) * 4
    inner.set(block.subarray(from, from + area.width * 4), row * area.width * 4)
  }
  return inner
}

/** Coverage of the selection over `area` of the layer; null where everything is selected. */
function selectedShares(
  document: CanvasDocument,
  { x, y }: Layer,
  area: Rectangle,
): Uint8ClampedArray | null {
  return document.selection && readPixels(document.selection, { ...area, x: area.x + x, y: area.y + y })
}

function mix(
  before: Uint8ClampedArray<ArrayBuffer>,
  after: Uint8ClampedArray,
  selected: Uint8ClampedArray | null,
  opacity: number,
): void {
  const changed = new Uint8ClampedArray(after)
  for (let at = 0; at < before.length; at += 4) {
    const share = selected ? ((selected[at / 4] ?? 0) / 255) * opacity : opacity
    if (share === 1) before.set(changed.subarray(at, at + 4), at)
    else if (share > 0) mixRow({ bytes: before, at }, { bytes: changed, at }, 1, 'normal', share)
  }
}

function keepAlpha(after: Uint8ClampedArray, before: Uint8ClampedArray): void {
  for (let at = 0; at < after.length; at += 4) {
    const alpha = before[at + 3] ?? 0
    if (alpha === 0) after.fill(0, at, at + 4)
    else after[at + 3] = alpha
  }
}

/** The pixels with `block` in place of `area`, which is made of whole tiles. */
function replaced(pixels: Pixels, block: Uint8ClampedArray<ArrayBuffer>, area: Rectangle): Pixels {
  const made = pixelsFrom(block, area, pixels.channels)
  const tiles = new Map(pixels.tiles)
  for (const key of tileKeysIn(area)) {
    const tile = made.tiles.get(key)
    if (tile) tiles.set(key, tile)
    else tiles.delete(key)
  }
  return { channels: pixels.channels, tiles }
}

function wholeTiles(area: Rectangle): Rectangle {
  const keys = tileKeysIn(area)
  const [first, last] = [keys[0] ?? 0, keys.at(-1) ?? 0]
  const [x, y] = [tileColumn(first) * tileSide, tileRow(first) * tileSide]
  return { x, y, width: (tileColumn(last) + 1) * tileSide - x, height: (tileRow(last) + 1) * tileSide - y }
}
