/**
 * The `UserComment` (0x9286) of a JPEG's or WebP's Exif data, where AUTOMATIC1111 keeps its text; null where there is
 * none. Of UTF-16 the byte order is guessed, since programs disagree. Never throws.
 */
export function readExifComment(bytes: Uint8Array): string | null {
  try {
    const tiff = tiffOf(bytes)
    return tiff === null ? null : commentOf(tiff)
  } catch {
    // A damaged file: a read beyond its end.
    return null
  }
}

function tiffOf(bytes: Uint8Array): DataView | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return tiffOfJpeg(bytes)
  if (letters(bytes, 0, 4) === 'RIFF' && letters(bytes, 8, 4) === 'WEBP') return tiffOfWebp(bytes)
  return null
}

function tiffOfJpeg(bytes: Uint8Array): DataView | null {
  const view = viewOf(bytes, 0, bytes.length)
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]
    const length = view.getUint16(at + 2)
    // Pixels begin: metadata stands before them.
    if (marker === 0xda || length < 2) return null
    if (marker === 0xe1 && letters(bytes, at + 4, 4) === 'Exif') return viewOf(bytes, at + 10, length - 8)
    at += 2 + length
  }
  return null
}

function tiffOfWebp(bytes: Uint8Array): DataView | null {
  const view = viewOf(bytes, 0, bytes.length)
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true)
    if (letters(bytes, at, 4) === 'EXIF') {
      const skip = letters(bytes, at + 8, 4) === 'Exif' ? 6 : 0
      return viewOf(bytes, at + 8 + skip, length - skip)
    }
    at += 8 + length + (length % 2)
  }
  return null
}

function commentOf(tiff: DataView): string | null {
  const little = tiff.getUint16(0) === 0x4949
  const exif = entryOf(tiff, tiff.getUint32(4, little), 0x8769, little)
  if (exif === null) return null
  const comment = entryOf(tiff, tiff.getUint32(exif + 8, little), 0x9286, little)
  if (comment === null) return null
  const length = tiff.getUint32(comment + 4, little)
  const at = length > 4 ? tiff.getUint32(comment + 8, little) : comment + 8
  const bytes = new Uint8Array(tiff.buffer, tiff.byteOffset + at, length)
  const [kind, text] = [letters(bytes, 0, 8), bytes.subarray(8)]
  if (kind.startsWith('UNICODE')) return utf16(text)
  return new TextDecoder('utf-8').decode(kind.startsWith('ASCII') || kind === '\0'.repeat(8) ? text : bytes)
}

/** Where in a directory the entry of a tag begins. */
function entryOf(tiff: DataView, directory: number, tag: number, little: boolean): number | null {
  const count = tiff.getUint16(directory, little)
  for (let index = 0; index < count; index++) {
    const at = directory + 2 + index * 12
    if (tiff.getUint16(at, little) === tag) return at
  }
  return null
}

/** Letters of most texts are Latin: the half that is mostly zero is the high one. */
function utf16(bytes: Uint8Array): string {
  const zeros = [0, 0]
  for (let at = 0; at < Math.min(bytes.length, 4000); at++) if (bytes[at] === 0) zeros[at % 2]! += 1
  const isLittle = (bytes[0] === 0xff && bytes[1] === 0xfe) || zeros[1]! > zeros[0]!
  return new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(bytes).replace(/\0+$/, '')
}

function viewOf(bytes: Uint8Array, at: number, length: number): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset + at, Math.min(length, bytes.length - at))
}

function letters(bytes: Uint8Array, at: number, count: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + count))
}
