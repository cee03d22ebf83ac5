import type { Rectangle } from '#shared/entities/studio-document.ts'
import { type BoxHandle, minBoxSide } from '#editor/stage/box-handles.ts'

/** The box lies on multiples of this many pixels, and so do its sides. */
export const boxMultiples = [1, 8, 16, 32, 64] as const

export interface BoxSettings {
  readonly multiple: (typeof boxMultiples)[number]
}

export const plainBox: BoxSettings = { multiple: 1 }

/** The box that was dragged by `handle` (null: as a whole), on multiples; the opposite side stays where it is. */
export function onMultiples(box: Rectangle, handle: BoxHandle | null, multiple: number): Rectangle {
  const snap = (value: number) => Math.round(value / multiple) * multiple
  if (!handle) return { ...box, x: snap(box.x), y: snap(box.y) }
  const along = (start: number, length: number, side: 0 | 0.5 | 1) => {
    if (side === 0.5) return [start, length] as const
    const wanted = Math.max(snap(length), Math.ceil(minBoxSide / multiple) * multiple)
    return [side === 0 ? start + length - wanted : start, wanted] as const
  }
  const [x, width] = along(box.x, box.width, handle.x)
  const [y, height] = along(box.y, box.height, handle.y)
  return { x, y, width, height }
}
