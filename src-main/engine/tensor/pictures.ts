import { tensor, type Tensor } from './tensor.ts'

/** 3 bytes a pixel, rows from the top. */
export interface Rgb {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** RGB bytes to [1, 3, height, width] in −1 … 1, as diffusers does it: 2·(x / 255) − 1 in float32. */
export function pictureToTensor({ width, height, data }: Rgb): Tensor {
  const plane = width * height
  const out = new Float32Array(3 * plane)
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      out[channel * plane + pixel] = 2 * Math.fround(data[pixel * 3 + channel]! / 255) - 1
    }
  }
  return tensor([1, 3, height, width], out)
}

/** [1, 3, height, width] in −1 … 1 to RGB bytes: x / 2 + ½, held within 0 … 1, times 255, rounded half to even. */
export function tensorToPicture({ shape, data }: Tensor): Rgb {
  const [, , height, width] = shape as [number, number, number, number]
  const plane = width * height
  const out = new Uint8Array(3 * plane)
  for (let pixel = 0; pixel < plane; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const unit = Math.min(Math.max(Math.fround(data[channel * plane + pixel]! * 0.5 + 0.5), 0), 1)
      out[pixel * 3 + channel] = roundHalfEven(Math.fround(unit * 255))
    }
  }
  return { width, height, data: out }
}

function roundHalfEven(x: number): number {
  const floor = Math.floor(x)
  if (x - floor !== 0.5) return Math.round(x)
  return floor % 2 === 0 ? floor : floor + 1
}
