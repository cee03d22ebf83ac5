const signatureBytes = 8

/** The PNG with texts (iTXt, UTF-8) after its header; pixels are untouched. What is no PNG comes back as it is. */
export function withPngTexts(
  png: Uint8Array<ArrayBuffer>,
  texts: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const isPng = png[0] === 0x89 && png[1] === 0x50 && png[2] === 0x4e && png[3] === 0x47
  if (!isPng || png.length < signatureBytes + 25) return png
  // IHDR always comes first and always has 13 bytes.
  const at = signatureBytes + 25
  const chunks = Object.entries(texts).map(([keyword, text]) => textChunk(keyword, text))
  const whole = new Uint8Array(png.length + chunks.reduce((sum, { length }) => sum + length, 0))
  whole.set(png.subarray(0, at))
  let next = at
  for (const chunk of chunks) {
    whole.set(chunk, next)
    next += chunk.length
  }
  whole.set(png.subarray(at), next)
  return whole
}

function textChunk(keyword: string, text: string): Uint8Array {
  const encoder = new TextEncoder()
  // Keyword, end, not compressed, method 0, no language, no translated keyword.
  const data = [encoder.encode(keyword), new Uint8Array(5), encoder.encode(text)]
  const length = data.reduce((sum, part) => sum + part.length, 0)
  const chunk = new Uint8Array(length + 12)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, length)
  chunk.set(encoder.encode('iTXt'), 4)
  let at = 8
  for (const part of data) {
    chunk.set(part, at)
    at += part.length
  }
  view.setUint32(at, crc32(chunk.subarray(4, at)))
  return chunk
}

/** The checksum of PNG chunks (ISO 3309), bit by bit. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
