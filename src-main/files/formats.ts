/** Picture formats that are read, told by the first bytes and never by the name. */
export const pictureFormats = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/webp': '.webp',
  'image/avif': '.avif',
  'image/gif': '.gif',
  'image/tiff': '.tif',
} as const

export type PictureMime = keyof typeof pictureFormats

/** File name's ending for a type, with its dot; `.bin` for one that is not known. */
export function extensionOf(mime: string): string {
  return mime in pictureFormats ? pictureFormats[mime as PictureMime] : '.bin'
}

/** What the bytes are, or null. */
export function sniffPicture(bytes: Uint8Array): PictureMime | null {
  const latin = (start: number, end: number) => String.fromCharCode(...bytes.subarray(start, end))
  if (latin(0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png'
  if (latin(0, 3) === '\xff\xd8\xff') return 'image/jpeg'
  if (latin(0, 4) === 'RIFF' && latin(8, 12) === 'WEBP') return 'image/webp'
  if (latin(0, 6) === 'GIF87a' || latin(0, 6) === 'GIF89a') return 'image/gif'
  if (latin(0, 4) === 'II*\0' || latin(0, 4) === 'MM\0*') return 'image/tiff'
  if (latin(4, 8) === 'ftyp' && (latin(8, 12) === 'avif' || latin(8, 12) === 'avis')) return 'image/avif'
  return null
}
