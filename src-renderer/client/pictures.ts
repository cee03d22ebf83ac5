import { VersoError } from '#shared/errors.ts'
import { pictureScheme } from '#shared/ipc/bridge.ts'

export function pictureUrl(sha256: string): string {
  return `${pictureScheme}://picture/${sha256}`
}

export function thumbnailUrl(sha256: string): string {
  return `${pictureScheme}://thumbnail/${sha256}`
}

/** Tiles of the open document, one after another: each its length in four bytes, little-endian, then its bytes. */
export function tilesUrl(documentId: string, numbers: readonly number[]): string {
  return `${pictureScheme}://tiles/${documentId}/${numbers.join(',')}`
}

/** The small picture of a document; `version` changes when it may have. */
export function documentUrl(documentId: string, version: string): string {
  return `${pictureScheme}://document/${documentId}?v=${encodeURIComponent(version)}`
}

export function previewUrl(jobId: string, previewNumber: number): string {
  return `${pictureScheme}://preview/${jobId}?n=${previewNumber}`
}

/** Fetches and decodes a picture without touching its colours. Throws `picture-unreadable` or `not-found`. */
export async function loadBitmap(url: string): Promise<ImageBitmap> {
  const response = await fetch(url)
  if (!response.ok) {
    throw new VersoError('not-found', `The picture ${url} is not in the library any more.`, { subject: url })
  }
  try {
    const blob = await response.blob()
    return await createImageBitmap(blob, { premultiplyAlpha: 'none', colorSpaceConversion: 'none' })
  } catch (cause) {
    throw new VersoError('picture-unreadable', `The picture ${url} cannot be decoded.`, {
      subject: url,
      cause,
    })
  }
}

/** RGBA rows of a picture, straight alpha, scaled to width × height when given. */
export async function loadPixels(url: string, size?: { width: number; height: number }): Promise<ImageData> {
  const bitmap = await loadBitmap(url)
  const { width, height } = size ?? bitmap
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new VersoError('out-of-memory', 'There is not enough memory to show this picture.')
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  return context.getImageData(0, 0, width, height)
}
