import { promisify } from 'node:util'
import { crc32, deflateRaw, inflateRaw } from 'node:zlib'
import { VersoError } from '#shared/errors.ts'

/** Where a tile lies in a file of tiles, and how: `method` 0 is as it is, 8 is deflated (as in a zip). */
export interface TilePlace {
  readonly offset: number
  readonly length: number
  readonly method: 0 | 8
  /** CRC-32 of the bytes as they lie in the file. */
  readonly crc: number
  /** Bytes of the tile itself: 65,536 or 262,144. */
  readonly size: number
}

/** A tile as it goes into a file. */
export interface PackedTile extends Omit<TilePlace, 'offset'> {
  readonly data: Uint8Array
}

/** Bytes of a tile of 256 × 256 pixels, one or four bytes each. */
export const tileSizes: readonly number[] = [65_536, 262_144]

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

/** Deflates a tile fast; where that gains less than a fifth it stays as it is, so that it opens faster. */
export async function packTile(bytes: Uint8Array): Promise<PackedTile> {
  if (!tileSizes.includes(bytes.length)) {
    throw new VersoError('bad-request', `A tile has ${bytes.length} bytes; it must have 65,536 or 262,144.`)
  }
  const small = await deflate(bytes, { level: 1 })
  const deflated = small.length < bytes.length * 0.8
  const data = deflated ? small : bytes
  return {
    data,
    length: data.length,
    method: deflated ? 8 : 0,
    crc: crc32(data),
    size: bytes.length,
  }
}

/** The tile's bytes, or null when what lies there is damaged. Never gives more than `size` bytes. */
export async function unpackTile(data: Uint8Array, place: TilePlace): Promise<Uint8Array | null> {
  if (data.length !== place.length || crc32(data) !== place.crc) return null
  if (place.method === 0) return data.length === place.size ? data : null
  const bytes = await inflate(data, { maxOutputLength: place.size }).catch(() => null)
  return bytes?.length === place.size ? bytes : null
}

/** Places as one list of numbers, as they stand in a journal: number, offset, length, method, crc, size. */
export function flattenPlaces(places: Iterable<readonly [number, TilePlace]>): number[] {
  const flat: number[] = []
  for (const [number, { offset, length, method, crc, size }] of places) {
    flat.push(number, offset, length, method, crc, size)
  }
  return flat
}

export function readPlaces(flat: readonly number[]): [number, TilePlace][] {
  const places: [number, TilePlace][] = []
  for (let i = 0; i + 5 < flat.length; i += 6) {
    const [number = 0, offset = 0, length = 0, method = 0, crc = 0, size = 0] = flat.slice(i, i + 6)
    places.push([number, { offset, length, method: method === 8 ? 8 : 0, crc, size }])
  }
  return places
}
