import { type CanvasDocument, activeLayer } from '#shared/document/canvas-document.ts'
import { compositeArea } from '#shared/document/composite/composite.ts'
import { readPixels } from '#shared/document/pixel-transfer.ts'
import type { Point } from '#editor/camera.ts'
import { writeColour } from '#editor/pixels/blend.ts'

export const sampleSizes = [1, 3, 5] as const

export interface PickerSettings {
  /** Side of the square whose mean is taken, in document pixels. */
  readonly size: (typeof sampleSizes)[number]
  /** The whole picture, or the active layer alone. */
  readonly all: boolean
}

export const plainPicker: PickerSettings = { size: 1, all: true }

/** The mean colour around a point, by how much each pixel covers; null beside the page and where nothing does. */
export function sampleColour(
  document: CanvasDocument,
  { x, y }: Point,
  { size, all }: PickerSettings,
): string | null {
  const at = { x: Math.floor(x), y: Math.floor(y) }
  if (!(at.x >= 0 && at.y >= 0 && at.x < document.width && at.y < document.height)) return null
  const reach = (size - 1) / 2
  const block = blockAt(document, { x: at.x - reach, y: at.y - reach, width: size, height: size }, all)
  const sums = [0, 0, 0]
  let weight = 0
  for (let pixel = 0; pixel < block.length; pixel += 4) {
    const alpha = block[pixel + 3] ?? 0
    weight += alpha
    for (let i = 0; i < 3; i++) sums[i] = (sums[i] ?? 0) + (block[pixel + i] ?? 0) * alpha
  }
  const [red = 0, green = 0, blue = 0] = sums.map((sum) => Math.round(sum / weight))
  return weight === 0 ? null : writeColour([red, green, blue])
}

function blockAt(
  document: CanvasDocument,
  area: { x: number; y: number; width: number; height: number },
  all: boolean,
): Uint8ClampedArray {
  const layer = activeLayer(document)
  if (all || layer?.pixels.channels !== 4) return compositeArea(document, area)
  return readPixels(layer.pixels, { ...area, x: area.x - layer.x, y: area.y - layer.y })
}
