import type { Layer } from '#shared/document/canvas-document.ts'
import { adjustBlock } from '#shared/document/adjust/index.ts'
import { mixRow } from '#shared/document/blend/mix-row.ts'
import type { Adjustment } from '#shared/entities/adjustment.ts'
import type { Sheet } from '../cells/canvases.ts'

/** Adjusts what is on the sheet; at coarser levels a blur's radius is as much smaller as the pixels are larger. */
export function adjustSheet({ canvas, context }: Sheet, layer: Layer, level: number): void {
  if (!layer.adjustment) return
  const image = context.getImageData(0, 0, canvas.width, canvas.height)
  const changed = image.data.slice()
  adjustBlock(changed, image.width, image.height, atLevel(layer.adjustment, level))
  const count = changed.length / 4
  mixRow({ bytes: image.data, at: 0 }, { bytes: changed, at: 0 }, count, layer.blend, layer.opacity)
  context.putImageData(image, 0, 0)
}

/** Makes everything on the sheet opaque, colours as they are. */
export function openSheet({ canvas, context }: Sheet): void {
  const image = context.getImageData(0, 0, canvas.width, canvas.height)
  const { data } = image
  for (let i = 3; i < data.length; i += 4) data[i] = 255
  context.putImageData(image, 0, 0)
}

/** Gives the sheet's pixels the alpha of `base`. */
export function keepAlphaOf(base: ImageData, { context }: Sheet): void {
  const image = context.getImageData(0, 0, base.width, base.height)
  const { data } = image
  for (let i = 3; i < data.length; i += 4) data[i] = base.data[i]!
  context.putImageData(image, 0, 0)
}

function atLevel(adjustment: Adjustment, level: number): Adjustment {
  return adjustment.kind === 'blur' ? { ...adjustment, radius: adjustment.radius * 2 ** -level } : adjustment
}
