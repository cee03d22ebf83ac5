import type { Layer, Origins } from '#shared/document/canvas-document.ts'
import { changeLayer } from '#shared/document/edits.ts'
import { paintedOver } from '#shared/document/origins.ts'
import type { Pixels } from '#shared/document/pixels.ts'
import type { Plane } from '#shared/document/selection/plane.ts'
import { translate } from '../pixels/rectangles.ts'
import { coverOf } from '../pixels/plane-cover.ts'
import { type Ink, WetTiles } from '../pixels/wet-tiles.ts'
import type { Editor } from '../editor.ts'
import { groundOf } from './paint-ground.ts'

/** The layer's pixels with `ink` laid where `plane` (document pixels) covers, within page and selection. */
export function layPlane(editor: Editor, layer: Layer, plane: Plane, ink: Ink, opacity: number): Pixels {
  const ground = groundOf(editor, layer)
  const wet = new WetTiles({ ...ground, ink, opacity, cover: coverOf(plane, ground.origin) })
  wet.touch(translate(plane.area, -layer.x, -layer.y))
  return wet.finish()
}

/**
 * Puts the pixels into the document, within the gesture; should a command have ended that, within a new one. Unless
 * told otherwise, what changed counts as painted by hand.
 */
export function putPixels(
  editor: Editor,
  layer: Layer,
  pixels: Pixels,
  origins: Origins | null = paintedOver(layer, pixels),
): void {
  editor.begin()
  editor.update(changeLayer(layer.id, { pixels, origins, visible: true }))
}

/** For wet paint that is shown bit by bit: asks for another look at it, as long as it is the one in hand. */
export function lookAgain(editor: Editor): () => void {
  return () => {
    const shown = editor.stroke.get()
    if (!shown) return
    setTimeout(() => {
      if (editor.stroke.get()?.buffer === shown.buffer) editor.stroke.set({ ...shown })
    }, 0)
  }
}
