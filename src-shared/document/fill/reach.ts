/** Bytes that are 255 wherever `mask` (0 is off) is on within `by` pixels along both sides: a square's dilation. */
export function reach(
  mask: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  by: number,
): Uint8ClampedArray<ArrayBuffer> {
  return alongRows(alongRows(mask, width, height, by), height, width, by)
}

/** The same along rows alone; the result is transposed. */
function alongRows(
  mask: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  by: number,
): Uint8ClampedArray<ArrayBuffer> {
  const result = new Uint8ClampedArray(mask.length)
  for (let y = 0; y < height; y++) {
    let until = -1
    for (let ahead = 0; ahead < Math.min(by, width); ahead++) {
      if (mask[y * width + ahead] !== 0) until = ahead + by
    }
    for (let x = 0; x < width; x++) {
      if (x + by < width && mask[y * width + x + by] !== 0) until = x + 2 * by
      if (x <= until) result[x * height + y] = 255
    }
  }
  return result
}
