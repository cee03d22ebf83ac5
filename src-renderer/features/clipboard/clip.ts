import { type LayerKind, type Origins, newLayer } from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { contentBounds, pixelsFrom, readPixels } from '#shared/document/pixel-transfer.ts'
import type { Pixels } from '#shared/document/pixels.ts'
import { partLayer } from '#shared/document/selection/lift.ts'
import { layOver } from '#shared/document/transform/lay-over.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Editor } from '#editor/editor.ts'
import type { LiftedPiece } from '#editor/lifted.ts'
import { union } from '#editor/pixels/rectangles.ts'

/** What lies on the clipboard, as it was: where it lay, of which kind, and where its pixels came from. */
export interface Clip {
  readonly parts: readonly ClipPart[]
  readonly bounds: Rectangle
  /** All parts on top of one another, RGBA, bounds in size: what other programs get. */
  readonly picture: Uint8ClampedArray<ArrayBuffer>
}

/** What was copied last here; pasting it is lossless. */
export interface Board {
  clip: Clip | null
}

export interface ClipPart {
  readonly kind: LayerKind
  readonly pixels: Pixels
  readonly origins: Origins | null
}

/** Null when there is nothing in the pieces. */
export function clipOf(editor: Editor, pieces: readonly LiftedPiece[]): Clip | null {
  const { layers } = editor.document()
  const parts = pieces.map(({ layerId, pixels, origins }) => ({
    kind: layers[layerId]?.kind ?? 'raster',
    pixels,
    origins,
  }))
  return withPicture(parts)
}

/** The picture as it is seen, where it is selected; null when nothing is there. */
export function mergedClip(editor: Editor): Clip | null {
  const { width, height, selection } = editor.document()
  const page = { x: 0, y: 0, width, height }
  const area = selection ? contentBounds(selection) : page
  if (!area) return null
  const pixels = pixelsFrom(compositeArea(editor.document(), area), area, 4)
  const { lifted } = partLayer({ ...newLayer('merged', 'raster', ''), pixels }, selection)
  return withPicture([{ kind: 'raster', pixels: lifted, origins: null }])
}

function withPicture(parts: readonly ClipPart[]): Clip | null {
  const bounds = parts.map(({ pixels }) => contentBounds(pixels)).reduce(union, null)
  if (!bounds) return null
  const whole = parts.map(({ pixels }) => coloured(pixels)).reduce(layOver)
  return { parts, bounds, picture: readPixels(whole, bounds) }
}

/** A mask's coverage as white. */
function coloured(pixels: Pixels): Pixels {
  if (pixels.channels === 4) return pixels
  const tiles = [...pixels.tiles].map(([key, tile]) => {
    const rgba = new Uint8ClampedArray(tile.length * 4).fill(255)
    tile.forEach((coverage, at) => (rgba[at * 4 + 3] = coverage))
    return [key, rgba] as const
  })
  return { channels: 4, tiles: new Map(tiles) }
}
