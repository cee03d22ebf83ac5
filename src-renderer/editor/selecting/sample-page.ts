import { type CanvasDocument, activeLayer } from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { readPixels } from '#shared/document/pixel-transfer.ts'
import type { Picture } from '#shared/document/selection/similar.ts'

/** The page as the artist sees it, or its active layer alone; a mask as white where it covers. */
export function samplePage(document: CanvasDocument, all: boolean): Picture {
  const { width, height } = document
  const page = { x: 0, y: 0, width, height }
  const layer = activeLayer(document)
  if (all || !layer) return { data: compositeArea(document, page), width, height }
  const block = readPixels(layer.pixels, { ...page, x: -layer.x, y: -layer.y })
  if (layer.pixels.channels === 4) return { data: block, width, height }
  const data = new Uint8ClampedArray(block.length * 4).fill(255)
  for (let at = 0; at < block.length; at++) data[at * 4 + 3] = block[at] ?? 0
  return { data, width, height }
}
