import type { PlacedBlock } from '../layered-picture.ts'

/** The picture made to fit a square of `side`, each pixel the mean of those that it stands for. */
export function shrink(picture: PlacedBlock, side: number): PlacedBlock {
  const scale = Math.max(1, Math.max(picture.width, picture.height) / side)
  const width = Math.max(1, Math.round(picture.width / scale))
  const height = Math.max(1, Math.round(picture.height / scale))
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const area = {
        left: Math.floor((x * picture.width) / width),
        right: Math.ceil(((x + 1) * picture.width) / width),
        top: Math.floor((y * picture.height) / height),
        bottom: Math.ceil(((y + 1) * picture.height) / height),
      }
      data.set(meanOf(picture, area), (y * width + x) * 4)
    }
  }
  return { x: 0, y: 0, width, height, data }
}

interface Area {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** Colours count by their alpha. */
function meanOf({ width, data }: PlacedBlock, { left, right, top, bottom }: Area): number[] {
  const sum = [0, 0, 0]
  let opacity = 0
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = (y * width + x) * 4
      const alpha = data[at + 3] ?? 0
      opacity += alpha
      for (let i = 0; i < 3; i++) sum[i] = (sum[i] ?? 0) + (data[at + i] ?? 0) * alpha
    }
  }
  const colours = sum.map((value) => (opacity === 0 ? 0 : value / opacity))
  return [...colours, opacity / ((right - left) * (bottom - top))]
}
