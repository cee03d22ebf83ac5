import { type CanvasDocument, type Layer, layersOf } from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { childrenOf, isShown } from '#shared/document/layer-tree.ts'
import { type Tile, tileKey, tileKeysIn, tileSide } from '#shared/document/pixels.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import { hasPicture } from '../flatten.ts'
import { translate } from '../pixels/rectangles.ts'

/** Pixels that are less covered than this are empty. */
const covered = 128
/** A box with less than this share empty has only pinholes. */
const pinholes = 0.002
/** A picture fills its own bounds by more than this; a sketch does not. */
const solid = 0.9

/** A sketch leaves most of its surroundings bare; a picture has straight edges, and fills the box or has room beside it. */
export type Contents = 'nothing' | 'sketch' | 'picture with room' | 'picture'

/** A box with more pixels than this is only sampled, so that painting on a large page is not held up. */
const mostPixels = 1_500_000
/** Samples along the longer side of such a box. */
const samples = 128

/** What lies in `box`. */
export function contentsIn(document: CanvasDocument, box: Rectangle): Contents {
  if (!hasPicture(document, box)) return 'nothing'
  if (isFull(document, box)) return 'picture'
  if (box.width * box.height > mostPixels) {
    const step = Math.ceil(Math.max(box.width, box.height) / samples)
    const size = { width: Math.ceil(box.width / step), height: Math.ceil(box.height / step) }
    return contentsOf(sampledEmpty(document, box, step, size), size.width, size.height)
  }
  return contentsOf(emptyIn(document, box), box.width, box.height)
}

/** 255 wherever `area` is empty or beyond the page, one byte a pixel. */
export function emptyIn(document: CanvasDocument, area: Rectangle): Uint8ClampedArray<ArrayBuffer> {
  const pixels = compositeArea(document, area)
  const empty = new Uint8ClampedArray(area.width * area.height)
  for (let at = 0; at < empty.length; at++) empty[at] = (pixels[at * 4 + 3] ?? 0) < covered ? 255 : 0
  return empty
}

/** The same at every `step`-th pixel, and roughly: each layer for itself, without groups and what clips it. */
function sampledEmpty(
  document: CanvasDocument,
  box: Rectangle,
  step: number,
  { width, height }: { readonly width: number; readonly height: number },
): Uint8ClampedArray<ArrayBuffer> {
  const empty = new Uint8ClampedArray(width * height).fill(255)
  const layers = layersOf(document).filter((layer) => layer.kind === 'raster' && isShown(document, layer))
  for (let row = 0; row < height; row++) {
    const y = box.y + row * step
    if (y < 0 || y >= document.height) continue
    for (let column = 0; column < width; column++) {
      const x = box.x + column * step
      if (x < 0 || x >= document.width) continue
      if (layers.some((layer) => alphaAt(layer, x, y) >= covered)) empty[row * width + column] = 0
    }
  }
  return empty
}

function alphaAt(layer: Layer, documentX: number, documentY: number): number {
  const [x, y] = [documentX - layer.x, documentY - layer.y]
  const [column, row] = [Math.floor(x / tileSide), Math.floor(y / tileSide)]
  const tile = layer.pixels.tiles.get(tileKey(column, row))
  if (!tile) return 0
  const pixel = Math.floor(y - row * tileSide) * tileSide + Math.floor(x - column * tileSide)
  return (tile[pixel * 4 + 3] ?? 0) * layer.opacity
}

/** What a box with this empty part holds; it is not wholly bare. */
export function contentsOf(empty: Uint8ClampedArray, width: number, height: number): Contents {
  let [count, left, right, top, bottom] = [0, width, -1, height, -1]
  for (let at = 0; at < empty.length; at++) {
    if (empty[at] !== 0) continue
    count++
    const x = at % width
    if (x < left) left = x
    if (x > right) right = x
    bottom = Math.floor(at / width)
    if (bottom < top) top = bottom
  }
  if (count >= empty.length * (1 - pinholes)) return 'picture'
  const bounds = Math.max(0, right - left + 1) * Math.max(0, bottom - top + 1)
  return bounds >= empty.length * 0.04 && count >= bounds * solid ? 'picture with room' : 'sketch'
}

/** True when one plain layer alone fills the box: the usual case, known without looking at every pixel each time. */
function isFull(document: CanvasDocument, box: Rectangle): boolean {
  const { width, height } = document
  if (box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height) return false
  const plain = (layer: Layer) =>
    layer.kind === 'raster' && layer.visible && layer.opacity === 1 && !layer.clip && layer.blend === 'normal'
  return childrenOf(document, null).some((layer) => {
    const { tiles } = layer.pixels
    const keys = plain(layer) ? tileKeysIn(translate(box, -layer.x, -layer.y)) : null
    return keys?.every((key) => isOpaque(tiles.get(key))) ?? false
  })
}

const opaque = new WeakMap<Tile, boolean>()

/** Tiles never change, so each is looked through once. */
function isOpaque(tile: Tile | undefined): boolean {
  if (!tile) return false
  const known = opaque.get(tile)
  if (known !== undefined) return known
  let at = 3
  while (at < tile.length && tile[at] === 255) at += 4
  opaque.set(tile, at >= tile.length)
  return at >= tile.length
}
