import { inflateSync } from 'node:zlib'
import { encodeChunk, readChunks } from './chunks.ts'

export interface PngText {
  readonly keyword: string
  readonly text: string
}

/** What a file may hold as text, in bytes once inflated: far beyond any honest record. */
const maxTextBytes = 16 * 1024 * 1024
const maxTexts = 1000

/** The texts (tEXt, zTXt, iTXt) of a PNG file. Damaged, oversized and nonsensical ones are left out. */
export function readTexts(png: Uint8Array): PngText[] {
  const texts: PngText[] = []
  let budget = maxTextBytes
  for (const chunk of readChunks(png)) {
    if (!chunk.sound || texts.length >= maxTexts) continue
    const text = decodeText(chunk.type, chunk.data, budget)
    if (text === null) continue
    budget -= text.text.length
    texts.push(text)
  }
  return texts
}

function decodeText(type: string, data: Uint8Array, budget: number): PngText | null {
  if (type !== 'tEXt' && type !== 'zTXt' && type !== 'iTXt') return null
  const end = data.indexOf(0)
  if (end < 1 || end > 79) return null
  const keyword = latin1Text(data.subarray(0, end))
  const rest = data.subarray(end + 1)
  switch (type) {
    case 'tEXt':
      return rest.length > budget ? null : { keyword, text: latin1Text(rest) }
    case 'zTXt': {
      const inflated = rest[0] === 0 ? inflate(rest.subarray(1), budget) : null
      return inflated === null ? null : { keyword, text: latin1Text(inflated) }
    }
    case 'iTXt':
      return decodeInternational(keyword, rest, budget)
  }
}

/** iTXt after its keyword: compression flag and method, language, translated keyword, UTF-8 text. */
function decodeInternational(keyword: string, data: Uint8Array, budget: number): PngText | null {
  const languageEnd = data.indexOf(0, 2)
  const translatedEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1)
  if (translatedEnd < 0) return null
  const body = data.subarray(translatedEnd + 1)
  const plain = data[0] === 1 ? (data[1] === 0 ? inflate(body, budget) : null) : body
  if (plain === null || plain.length > budget) return null
  return { keyword, text: new TextDecoder().decode(plain) }
}

function inflate(data: Uint8Array, budget: number): Uint8Array | null {
  try {
    return inflateSync(data, { maxOutputLength: Math.max(1, budget) })
  } catch {
    return null
  }
}

/** True Latin-1: the Encoding Standard's decoder of that name is Windows-1252, which differs from 0x80 to 0x9F. */
function latin1Text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

/** A text chunk: tEXt where Latin-1 can say it, which every reader knows, else iTXt in UTF-8. */
export function encodeText({ keyword, text }: PngText): Uint8Array {
  const plain = text.replaceAll('\0', '')
  return isLatin1(plain)
    ? encodeChunk('tEXt', Buffer.from(`${keyword}\0${plain}`, 'latin1'))
    : encodeInternationalText({ keyword, text: plain })
}

export function encodeInternationalText({ keyword, text }: PngText): Uint8Array {
  return encodeChunk('iTXt', Buffer.from(`${keyword}\0\0\0\0\0${text}`, 'utf8'))
}

function isLatin1(text: string): boolean {
  return /^[\n\x20-\x7e\xa0-\xff]*$/.test(text)
}
