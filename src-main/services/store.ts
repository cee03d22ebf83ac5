import { join } from 'node:path'
import { openBlobStore, type BlobStore } from '#files/blob-store.ts'
import type { ImageCodec } from '#files/codecs/codec.ts'
import { readRecord } from '#files/metadata/picture-record.ts'
import { hashPixels, type RgbaPicture } from '#files/pixels/rgba-picture.ts'
import { openLibrary, type Library } from '#library/open-library.ts'
import { recordPicture } from '#library/record-picture.ts'
import { findAsset } from '#library/tables/assets.ts'
import type { GenerationSource } from '#library/tables/generations.ts'
import type { Asset } from '#shared/entities/asset.ts'
import { VersoError } from '#shared/errors.ts'
import type { MadePicture } from './make-picture.ts'
import type { TakenPicture } from './take-picture.ts'

export interface StoreOptions {
  readonly dir: string
  readonly codec: ImageCodec
  readonly clock: () => Date
}

/**
 * Library and picture files as one: a picture's file is safe on the disk before the database speaks of it, so a
 * committed picture is never missing, whenever the process dies.
 */
export interface Store {
  readonly library: Library
  readonly blobs: BlobStore
  keepMade(made: MadePicture, source: GenerationSource | null): Promise<Asset>
  keepTaken(taken: TakenPicture, origin: Asset['origin']): Promise<Asset>
  /** Pixels of a picture of the library; throws `not-found`. */
  pixelsOf(sha256: string): Promise<RgbaPicture>
  /** Bytes and type of a picture of the library; null where there is none. */
  fileOf(sha256: string): Promise<{ mime: string; bytes: Uint8Array } | null>
}

export async function openStore(options: StoreOptions): Promise<Store> {
  const { dir, codec, clock } = options
  const library = openLibrary({ dir, clock })
  const blobs = await openBlobs(library)
  const keep = keeper(library, blobs, clock)
  const fileOf: Store['fileOf'] = async (sha256) => {
    const asset = findAsset(library.db, sha256)
    const bytes = asset === null ? null : await blobs.read(sha256, asset.mime)
    return asset === null || bytes === null ? null : { mime: asset.mime, bytes }
  }
  return {
    library,
    blobs,
    fileOf,
    keepMade: (made, source) => {
      const { png: bytes, record, pixelsSha256, width, height } = made
      const pixels = { pixelsSha256, width, height }
      return keep({ bytes, mime: 'image/png', pixels, origin: 'generated', record, source })
    },
    keepTaken: ({ bytes, mime, pixels: taken }, origin) => {
      const pixels = { pixelsSha256: hashPixels(taken), width: taken.width, height: taken.height }
      const record = mime === 'image/png' && origin === 'imported' ? readRecord(bytes).record : null
      return keep({ bytes, mime, pixels, origin, record, source: null })
    },
    pixelsOf: async (sha256) => {
      const file = await fileOf(sha256)
      if (file !== null) return codec.decode(file.bytes, `Picture ${sha256.slice(0, 12)}`)
      const reason = `The picture ${sha256} is not in the library ${dir}. Choose it again from its file.`
      throw new VersoError('not-found', reason, { subject: sha256 })
    },
  }
}

interface Kept {
  readonly bytes: Uint8Array
  readonly mime: string
  readonly pixels: Pick<Asset, 'pixelsSha256' | 'width' | 'height'>
  readonly origin: Asset['origin']
  readonly record: MadePicture['record'] | null
  readonly source: GenerationSource | null
}

function keeper(library: Library, blobs: BlobStore, clock: () => Date): (kept: Kept) => Promise<Asset> {
  return async ({ bytes, mime, pixels, origin, record, source }) => {
    const sha256 = await blobs.put(bytes, mime)
    const asset = { sha256, mime, origin, ...pixels, bytes: bytes.length, createdAt: clock().toISOString() }
    recordPicture(library.db, { asset, record, source })
    return findAsset(library.db, sha256) ?? asset
  }
}

async function openBlobs(library: Library): Promise<BlobStore> {
  try {
    return await openBlobStore(join(library.dir, 'pictures'))
  } catch (error) {
    library.close()
    throw error
  }
}
