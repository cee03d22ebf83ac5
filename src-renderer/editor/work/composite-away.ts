import type { CanvasDocument } from '#shared/document/canvas-document.ts'
import { sliceDocument } from '#shared/document/composite/slice.ts'
import { tileSide } from '#shared/document/pixels.ts'
import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { Workshop } from './workshop.ts'

/** Bands are this high, so that never more than a band of each layer is copied at once. */
const bandHeight = tileSide * 2

/** `compositeArea` in the worker, band by band; the window goes on meanwhile. */
export async function compositeAway(
  work: Workshop,
  document: CanvasDocument,
  area: Rectangle,
): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const whole = new Uint8ClampedArray(area.width * area.height * 4)
  for (let y = 0; y < area.height; y += bandHeight) {
    const band = { ...area, y: area.y + y, height: Math.min(bandHeight, area.height - y) }
    const bytes = await work.run('composite', { document: sliceDocument(document, band), area: band })
    whole.set(bytes, y * area.width * 4)
  }
  return whole
}
