import type { Layer } from '#shared/document/canvas-document.ts'
import { adjustBlock } from '#shared/document/adjust/index.ts'
import { mixRow } from '#shared/document/blend/mix-row.ts'
import type { Adjustment } from '#shared/entities/adjustment.ts'
import { type Sheet, newSheet } from '../cells/canvases.ts'

/** Blurs wider than this, in pixels of the sheet, are made on a smaller one: nobody sees the difference. */
const wide = 8

/** Adjusts what is on the sheet; at coarser levels a blur's radius is as much smaller as the pixels are larger. */
export function adjustSheet(sheet: Sheet, layer: Layer, level: number): void {
  if (!layer.adjustment) return
  const before = read(sheet)
  const after = adjusted(sheet, before, atLevel(layer.adjustment, level))
  const count = after.length / 4
  mixRow({ bytes: before.data, at: 0 }, { bytes: after, at: 0 }, count, layer.blend, layer.opacity)
  sheet.context.putImageData(before, 0, 0)
}

function adjusted(
  sheet: Sheet,
  { data, width, height }: ImageData,
  adjustment: Adjustment,
): Uint8ClampedArray {
  if (adjustment.kind === 'blur' && adjustment.radius > wide) return widelyBlurred(sheet, adjustment.radius)
  const bytes = data.slice()
  adjustBlock(bytes, width, height, adjustment)
  return bytes
}

/** What is on the sheet, blurred where it is smaller by a power of two, and made large again. */
function widelyBlurred({ canvas }: Sheet, radius: number): Uint8ClampedArray {
  const factor = 2 ** Math.floor(Math.log2(radius / (wide / 2)))
  const small = newSheet(Math.ceil(canvas.width / factor), Math.ceil(canvas.height / factor), true)
  small.context.imageSmoothingQuality = 'medium'
  small.context.drawImage(canvas, 0, 0, small.canvas.width, small.canvas.height)
  const image = read(small)
  adjustBlock(image.data, image.width, image.height, { kind: 'blur', radius: radius / factor })
  small.context.putImageData(image, 0, 0)
  const large = newSheet(canvas.width, canvas.height, true)
  large.context.drawImage(small.canvas, 0, 0, canvas.width, canvas.height)
  return read(large).data
}

function read({ canvas, context }: Sheet): ImageData {
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

/** Makes everything on the sheet opaque, colours as they are. */
export function openSheet(sheet: Sheet): void {
  const image = read(sheet)
  const { data } = image
  for (let i = 3; i < data.length; i += 4) data[i] = 255
  sheet.context.putImageData(image, 0, 0)
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
