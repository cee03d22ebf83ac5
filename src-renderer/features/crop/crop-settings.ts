import type { Rectangle } from '#shared/entities/studio-document.ts'
import type { BoxHandle } from '#editor/stage/box-handles.ts'

export const cropRatios = ['free', 'same', '1:1', '4:3', '3:2', '16:9', '3:4', '2:3', '9:16'] as const
export type CropRatio = (typeof cropRatios)[number]

export interface CropSettings {
  readonly ratio: CropRatio
  readonly deletePixels: boolean
}

export const plainCrop: CropSettings = { ratio: 'free', deletePixels: false }

/** Width by height that the frame is to keep; null: as it comes. */
export function ratioOf(ratio: CropRatio, page: { width: number; height: number }): number | null {
  if (ratio === 'free') return null
  if (ratio === 'same') return page.width / page.height
  const [width = 1, height = 1] = ratio.split(':').map(Number)
  return width / height
}

/** The frame with `handle` dragged by (dx, dy) on whole pixels; the opposite side stays, proportions if wanted. */
export function dragFrame(
  frame: Rectangle,
  handle: BoxHandle,
  dx: number,
  dy: number,
  ratio: number | null,
): Rectangle {
  let width = handle.x === 0.5 ? frame.width : Math.round(frame.width + (handle.x === 0 ? -dx : dx))
  let height = handle.y === 0.5 ? frame.height : Math.round(frame.height + (handle.y === 0 ? -dy : dy))
  width = Math.max(1, width)
  height = Math.max(1, height)
  if (ratio !== null) {
    const byWidth = handle.y === 0.5 || (handle.x !== 0.5 && width / height > ratio)
    if (byWidth) height = Math.max(1, Math.round(width / ratio))
    else width = Math.max(1, Math.round(height * ratio))
  }
  return {
    x: handle.x === 0 ? frame.x + frame.width - width : frame.x,
    y: handle.y === 0 ? frame.y + frame.height - height : frame.y,
    width,
    height,
  }
}
