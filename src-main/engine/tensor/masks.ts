import type { Rgb } from './pictures.ts'
import { tensor, type Tensor } from './tensor.ts'

/** 1 byte a pixel: above 127 is made anew, else kept. */
export interface Mask {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** A mask's grey at and above which a pixel is made anew: diffusers' 0.5 of 255. */
const threshold = 127

/** [1, 1, height / scale, width / scale] of 0 (kept) and 1 (anew): the nearest pixel, as torch's interpolate takes it. */
export function maskToLatents({ width, height, data }: Mask, scale: number): Tensor {
  const [rows, columns] = [Math.floor(height / scale), Math.floor(width / scale)]
  const out = new Float32Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const pixel = Math.floor((row * height) / rows) * width + Math.floor((column * width) / columns)
      out[row * columns + column] = data[pixel]! > threshold ? 1 : 0
    }
  }
  return tensor([1, 1, rows, columns], out)
}

/** Pixels [1, 3, height, width] with those to be made anew set to 0 (mid grey). */
export function blankMasked(pixels: Tensor, { data }: Mask): Tensor {
  return {
    shape: pixels.shape,
    data: pixels.data.map((x, i) => (data[i % data.length]! > threshold ? 0 : x)),
  }
}

/** (1 − mask)·kept + mask·anew; `mask` [1, 1, h, w] holds for every channel. */
export function blendLatents(kept: Tensor, anew: Tensor, mask: Tensor): Tensor {
  const weights = mask.data
  return {
    shape: anew.shape,
    data: anew.data.map((x, i) => {
      const weight = weights[i % weights.length]!
      return Math.fround(Math.fround(1 - weight) * kept.data[i]!) + Math.fround(weight * x)
    }),
  }
}

/** `anew` where the mask says so; elsewhere the bytes of `kept`, unchanged. */
export function composite(kept: Rgb, anew: Rgb, mask: Mask): Rgb {
  const data = kept.data.slice()
  for (let pixel = 0; pixel < mask.data.length; pixel++) {
    if (mask.data[pixel]! <= threshold) continue
    for (let i = pixel * 3; i < pixel * 3 + 3; i++) data[i] = anew.data[i]!
  }
  return { width: kept.width, height: kept.height, data }
}
