import { VersoError } from '#shared/errors.ts'

/** Longest side that is read, in pixels: what a window can show as one picture. */
export const maxSide = 16_384
/** Most pixels that are read: 400 MB once decoded. */
export const maxPixels = 100_000_000
/** Largest file that is read at all. */
export const maxFileBytes = 512 * 1024 * 1024

/** Throws `picture-too-large` with the numbers and the way out; `name` is the file's. */
export function checkSize(width: number, height: number, name: string): void {
  if (width <= maxSide && height <= maxSide && width * height <= maxPixels) return
  const limit = `${maxSide.toLocaleString('en')} pixels a side and ${maxPixels / 1e6} megapixels`
  throw new VersoError(
    'picture-too-large',
    `${name} is ${width.toLocaleString('en')} × ${height.toLocaleString('en')} pixels; Verso reads up to ${limit}. Scale it down or cut out a part, and try again.`,
    { subject: name },
  )
}

export function checkFileSize(bytes: number, name: string): void {
  if (bytes <= maxFileBytes) return
  throw new VersoError(
    'picture-too-large',
    `${name} is a file of ${Math.round(bytes / 1024 / 1024).toLocaleString('en')} MiB; Verso reads pictures of up to ${maxFileBytes / 1024 / 1024} MiB. Save it smaller and try again.`,
    { subject: name },
  )
}
