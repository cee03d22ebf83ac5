import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeWhole } from './atomic-write.ts'
import type { ImageCodec } from './codecs/codec.ts'

export const thumbnailSide = 256
export const thumbnailMime = 'image/webp'

/**
 * Gives the thumbnail of a picture: from `dir`, where each is kept under the picture's hash, or made from the bytes
 * that `load` gives. Two askers at once share the work. A thumbnail that can't be kept is still given.
 */
export function thumbnailCache(
  dir: string,
  codec: ImageCodec,
): (sha256: string, load: () => Promise<Uint8Array>) => Promise<Uint8Array> {
  const making = new Map<string, Promise<Uint8Array>>()
  const make = async (sha256: string, load: () => Promise<Uint8Array>) => {
    const path = join(dir, sha256.slice(0, 2), `${sha256}.webp`)
    const kept = await readFile(path).catch(() => null)
    if (kept !== null) return kept
    const bytes = await codec.thumbnail(await load(), thumbnailSide)
    await mkdir(dirname(path), { recursive: true })
      .then(() => writeWhole(path, bytes))
      .catch(() => undefined)
    return bytes
  }
  return (sha256, load) => {
    const known = making.get(sha256)
    if (known !== undefined) return known
    const made = make(sha256, load).finally(() => making.delete(sha256))
    making.set(sha256, made)
    return made
  }
}
