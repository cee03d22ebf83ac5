import { maxPictureSide } from '#shared/entities/generation-request.ts'

interface Size {
  readonly width: number
  readonly height: number
}

const unit = 8
const leastSide = 64
/** Up to twice the model's side each way a start picture keeps its own size. */
const roomForOwnSize = 4

/**
 * The size when none is asked for: the model's own square; with a start picture, that picture's size down to a
 * multiple of 8, or, when it is much larger than the model is made for, its shape with the model's area.
 */
export function sizeFor(nativeSize: number, init: Size | null): Size {
  if (init === null) return { width: nativeSize, height: nativeSize }
  const area = nativeSize * nativeSize
  const own = init.width * init.height
  const scale = own <= area * roomForOwnSize ? 1 : Math.sqrt(area / own)
  return { width: fit(init.width * scale), height: fit(init.height * scale) }
}

function fit(side: number): number {
  return Math.min(maxPictureSide, Math.max(leastSide, Math.floor(side / unit) * unit))
}
