/** 3 bytes a pixel (RGB), rows from the top, sRGB. */
export interface RgbPicture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** 1 byte a pixel: above 127 is made anew, else kept. */
export interface MaskPicture {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}
