import type { CanvasDocument, Layer } from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { childrenOf } from '#shared/document/layer-tree.ts'
import { type Tile, tileKeysIn } from '#shared/document/pixels.ts'
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

export interface Covered {
  readonly contents: Contents
  /** 255 where the box is empty, or beyond the page; null where it is full. */
  readonly empty: Uint8ClampedArray<ArrayBuffer> | null
}

/** What lies in `box`. */
export function coveredIn(document: CanvasDocument, box: Rectangle): Covered {
  if (!hasPicture(document, box)) return { contents: 'nothing', empty: null }
  if (isFull(document, box)) return { contents: 'picture', empty: null }
  const pixels = compositeArea(document, box)
  const empty = new Uint8ClampedArray(box.width * box.height)
  for (let at = 0; at < empty.length; at++) empty[at] = (pixels[at * 4 + 3] ?? 0) < covered ? 255 : 0
  const contents = contentsOf(empty, box.width, box.height)
  return { contents, empty: contents === 'picture' ? null : empty }
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
