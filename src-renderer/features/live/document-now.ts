import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import { changeLayer } from '#shared/document/edits.ts'
import { withTiles } from '#shared/document/pixels.ts'
import type { Editor } from '#editor/editor.ts'

/** The document with the stroke in hand laid in: live mode sees what the artist sees. */
export function documentNow(editor: Editor): CanvasDocument {
  const document = editor.document()
  const wet = editor.stroke.get()
  const layer = wet && document.layers[wet.layerId]
  if (!wet || !layer) return document
  wet.buffer.refresh()
  // The stroke goes on changing its tiles, so they are copied.
  const tiles = new Map([...wet.buffer.tiles].map(([key, tile]) => [key, tile.slice()]))
  return changeLayer(layer.id, { pixels: withTiles(layer.pixels, tiles) })(document)
}
