import { type CanvasDocument, layersOf, newLayer } from '#shared/document/canvas-document.ts'
import { type Edit, addLayer, growPage, sequence, setBox, setPage } from '#shared/document/edits.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { minBoxSide } from '#editor/stage/box-handles.ts'

interface Picture {
  readonly width: number
  readonly height: number
  /** RGBA, straight alpha. */
  readonly data: Uint8ClampedArray<ArrayBuffer>
}

/**
 * A picture from outside becomes a layer, and the box fits it. An empty page takes the picture's size; a page with
 * something on it grows if it must, and nothing on it moves.
 */
export function placePicture(picture: Picture, id: string, name: string): Edit {
  return (document) => {
    const { width, height } = picture
    const page = { width: Math.max(width, minBoxSide), height: Math.max(height, minBoxSide) }
    const empty = isEmpty(document)
    const room = empty
      ? page
      : { width: Math.max(page.width, document.width), height: Math.max(page.height, document.height) }
    const x = Math.floor((room.width - width) / 2)
    const y = Math.floor((room.height - height) / 2)
    const pixels = pixelsFrom(picture.data, { x: 0, y: 0, width, height }, 4)
    return sequence(
      empty ? setPage(page.width, page.height) : growPage(page.width, page.height),
      addLayer({ ...newLayer(id, 'raster', name.slice(0, 200)), x, y, pixels }),
      setBox(boxAround(x, y, page, room)),
    )(document)
  }
}

function boxAround(
  x: number,
  y: number,
  size: { width: number; height: number },
  room: { width: number; height: number },
) {
  return { x: Math.min(x, room.width - size.width), y: Math.min(y, room.height - size.height), ...size }
}

function isEmpty(document: CanvasDocument): boolean {
  return layersOf(document).every((layer) => layer.pixels.tiles.size === 0)
}
