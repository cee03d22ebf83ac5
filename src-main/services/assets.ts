import { extname } from 'node:path'
import { writeWhole } from '#files/atomic-write.ts'
import type { ImageCodec } from '#files/codecs/codec.ts'
import { checkSize } from '#files/codecs/limits.ts'
import { readMetadata } from '#files/metadata/read-metadata.ts'
import { extensionOf } from '#files/formats.ts'
import { sha256Of } from '#files/blob-store.ts'
import type { RgbaPicture } from '#files/pixels/rgba-picture.ts'
import { readPictureFile } from '#files/read-file.ts'
import type { Asset } from '#shared/entities/asset.ts'
import type { PictureDescription } from '#shared/entities/picture-description.ts'
import { VersoError } from '#shared/errors.ts'
import type { PixelUpload } from '#shared/ipc/pixel-upload.ts'
import type { Live } from './live/live.ts'
import type { Store } from './store.ts'
import type { Studio } from './studio.ts'
import { copyOut } from './copy-out.ts'
import { takePicture, type TakenPicture } from './take-picture.ts'

interface AssetParts extends Pick<Live, 'hold' | 'held'> {
  readonly describe: (picture: RgbaPicture) => Promise<PictureDescription>
}

/** Pictures on their way in and out; `changed` hears of each that the gallery shows from now on. */
export function createAssets(
  store: Store,
  codec: ImageCodec,
  changed: (sha256: string) => void,
  { hold, held, describe }: AssetParts,
): Studio['assets'] {
  const importBytes = async (bytes: Uint8Array, name: string): Promise<Asset> => {
    const asset = await store.keepTaken(await takePicture(codec, bytes, name), 'imported')
    changed(asset.sha256)
    return asset
  }
  return {
    metadata: async (input) => {
      if ('path' in input) return readMetadata(await readPictureFile(input.path))
      const file = await store.fileOf(input.sha256)
      if (file === null) throw notFound(input.sha256)
      return readMetadata(file.bytes)
    },
    describe: async (sha256) => describe(held(sha256) ?? (await store.pixelsOf(sha256))),
    importFile: async (path) => importBytes(await readPictureFile(path), path),
    storePixels: async (upload) => {
      if (upload.kind === 'encoded') return importBytes(new Uint8Array(upload.bytes), 'The pasted picture')
      const pixels = uploadedPixels(upload)
      if (upload.kind === 'live') return hold(pixels, upload.origin)
      return store.keepTaken(await takePixels(codec, pixels), upload.origin)
    },
    copyOut: (sha256) => copyOut(store, sha256),
    saveFile: (path, bytes) => writeWhole(path, bytes).then(() => ({ path })),
    export: async (sha256, path) => {
      const file = await store.fileOf(sha256)
      if (file === null) throw notFound(sha256)
      const wantsPng = extname(path).toLowerCase() === '.png' && file.mime !== 'image/png'
      if (!wantsPng) checkEnding(path, file.mime)
      await writeWhole(path, wantsPng ? await asPng(codec, file.bytes) : file.bytes)
      return { path }
    },
  }
}

function uploadedPixels(upload: Exclude<PixelUpload, { kind: 'encoded' }>): RgbaPicture {
  const { width, height } = upload
  checkSize(width, height, 'The layer')
  if (upload.bytes.byteLength !== width * height * 4) {
    const reason = `${width} × ${height} pixels need ${width * height * 4} bytes; ${upload.bytes.byteLength} came.`
    throw new VersoError('bad-request', reason, { subject: 'bytes' })
  }
  return { width, height, data: new Uint8Array(upload.bytes) }
}

async function takePixels(codec: ImageCodec, pixels: RgbaPicture): Promise<TakenPicture> {
  const bytes = await codec.encodePng(pixels)
  return { bytes, mime: 'image/png', sha256: sha256Of(bytes), pixels }
}

async function asPng(codec: ImageCodec, bytes: Uint8Array): Promise<Uint8Array> {
  return codec.encodePng(await codec.decode(bytes, 'The picture'))
}

/** A picture leaves as it is kept, with its record inside; another ending would lie about its format. */
function checkEnding(path: string, mime: string): void {
  const expected = extensionOf(mime)
  const ending = extname(path).toLowerCase()
  if (ending === expected || (expected === '.jpg' && ending === '.jpeg')) return
  throw new VersoError(
    'bad-request',
    `${path} can't hold this picture: its name must end in ${expected} or .png. Choose such an ending.`,
    { subject: path },
  )
}

function notFound(sha256: string): VersoError {
  return new VersoError('not-found', `The picture ${sha256} is not in the library.`, { subject: sha256 })
}
