import type { LayerMaskData, PixelData } from 'ag-psd'
import type { PlacedBlock } from '../layered-picture.ts'

/** Eight bits a channel of whatever depth the file has; 32-bit values are light from 0 to 1. */
export function toRgba({ data }: PixelData): Uint8ClampedArray<ArrayBuffer> {
  if (data instanceof Uint16Array) return Uint8ClampedArray.from(data, (value) => value / 257)
  if (data instanceof Float32Array) return Uint8ClampedArray.from(data, (value) => value * 255)
  return new Uint8ClampedArray(data)
}

/** Takes from the block's alpha what its mask hides, in place; outside of the mask its default colour counts. */
export function applyMask(block: PlacedBlock, mask: LayerMaskData): void {
  const { data, width, height } = block
  const cover = mask.imageData && toRgba(mask.imageData)
  const left = (mask.left ?? 0) - (mask.positionRelativeToLayer ? 0 : block.x)
  const top = (mask.top ?? 0) - (mask.positionRelativeToLayer ? 0 : block.y)
  const [maskWidth, maskHeight] = [mask.imageData?.width ?? 0, mask.imageData?.height ?? 0]
  const outside = mask.defaultColor ?? 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [column, row] = [x - left, y - top]
      const inside = column >= 0 && row >= 0 && column < maskWidth && row < maskHeight
      const share = inside ? (cover?.[(row * maskWidth + column) * 4] ?? outside) : outside
      const at = (y * width + x) * 4 + 3
      data[at] = ((data[at] ?? 0) * share) / 255
    }
  }
}
