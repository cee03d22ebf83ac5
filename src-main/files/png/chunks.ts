import { crc32 } from 'node:zlib'

/** A piece of a PNG file; `data` looks into the file's bytes. */
export interface PngChunk {
  readonly type: string
  readonly data: Uint8Array
  /** False when the checksum does not fit: damaged on the way. */
  readonly sound: boolean
}

const signatureBytes = 8
const maxChunks = 100_000

/** Chunks of a PNG file in their order. Ends quietly where the file is cut off or is nonsense; never throws. */
export function* readChunks(png: Uint8Array): Generator<PngChunk> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  let at = signatureBytes
  for (let count = 0; count < maxChunks && at + 12 <= png.length; count++) {
    const length = view.getUint32(at)
    const end = at + 8 + length
    if (end + 4 > png.length) return
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8))
    const sound = crc32(png.subarray(at + 4, end)) === view.getUint32(end)
    yield { type, data: png.subarray(at + 8, end), sound }
    if (type === 'IEND') return
    at = end + 4
  }
}

export function encodeChunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, data.length)
  bytes.set(new TextEncoder().encode(type), 4)
  bytes.set(data, 8)
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)))
  return bytes
}

/** The file with `chunks` placed right after its header, where readers find them before the pixels. */
export function insertChunks(png: Uint8Array, chunks: readonly Uint8Array[]): Uint8Array {
  const headerEnd = signatureBytes + 12 + 13
  return Buffer.concat([png.subarray(0, headerEnd), ...chunks, png.subarray(headerEnd)])
}
