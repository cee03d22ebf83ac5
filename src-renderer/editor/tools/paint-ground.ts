import { type Layer, channelsOf } from '#shared/document/canvas-document.ts'
import type { Editor } from '../editor.ts'
import { parseColour } from '../pixels/blend.ts'
import { blendInk } from '../pixels/blend-ink.ts'
import { colourInk, coverageInk, eraseInk } from '../pixels/ink.ts'
import type { Ink, PaintGround } from '../pixels/wet-tiles.ts'
import type { BlendMode } from '#shared/entities/blend-mode.ts'

export type PaintMode = 'paint' | 'erase'

/** The layer as paint finds it: its pixels, the page as their border, and the selection. */
export function groundOf(editor: Editor, layer: Layer): PaintGround {
  const { width, height, selection } = editor.document()
  return {
    pixels: layer.pixels,
    origin: { x: layer.x, y: layer.y },
    clip: { x: -layer.x, y: -layer.y, width, height },
    selection,
  }
}

/** What one colour does to such a layer: it colours a picture, and covers where there is only coverage. */
export function inkFor(layer: Layer, mode: PaintMode, colour: string, blend: BlendMode = 'normal'): Ink {
  if (channelsOf(layer.kind) === 1) return coverageInk(mode)
  if (mode === 'erase') return eraseInk
  const rgb = parseColour(colour)
  return blend === 'normal' ? colourInk(rgb, layer.lockAlpha) : blendInk(blend, rgb, layer.lockAlpha)
}
