import { type CanvasDocument, type Layer, channelsOf } from '#shared/document/canvas-document.ts'
import { contentBounds, readPixels } from '#shared/document/pixel-transfer.ts'
import type { Pixels } from '#shared/document/pixels.ts'
import type { StoredLayer } from '#shared/entities/studio-document.ts'
import { type Result, ok } from '#shared/result.ts'
import type { Upload } from '#client/uploads.ts'

/** Where the pixels of a version of a layer lie, in the layer's own coordinates. */
export type StoredPixels = StoredLayer['pixels']
export type KnownPixels = WeakMap<Pixels['tiles'], StoredPixels>

/** Uploads the layers whose pixels are not in the library yet; a version that is known costs nothing. */
export async function storeLayers(
  document: CanvasDocument,
  upload: Upload,
  known: KnownPixels,
): Promise<Result<StoredLayer[]>> {
  const stored: StoredLayer[] = []
  for (const id of document.order) {
    const layer = document.layers[id]
    if (!layer) continue
    const pixels = await storePixels(layer, upload, known)
    if (!pixels.ok) return pixels
    stored.push(toStored(layer, pixels.value))
  }
  return ok(stored)
}

async function storePixels(layer: Layer, upload: Upload, known: KnownPixels): Promise<Result<StoredPixels>> {
  const { pixels, kind } = layer
  const seen = known.get(pixels.tiles)
  if (seen !== undefined) return ok(seen)
  const bounds = contentBounds(pixels)
  if (!bounds) {
    known.set(pixels.tiles, null)
    return ok(null)
  }
  const block = readPixels(pixels, bounds)
  const { buffer } = channelsOf(kind) === 1 ? maskToRgba(block) : block
  const { width, height } = bounds
  const asset = await upload({
    kind: 'rgba',
    origin: channelsOf(kind) === 1 ? 'mask' : 'canvas',
    width,
    height,
    bytes: buffer,
  })
  if (!asset.ok) return asset
  const value = { sha256: asset.value.sha256, bounds }
  known.set(pixels.tiles, value)
  return ok(value)
}

/** A mask as an opaque grey picture, four bytes a pixel. */
export function maskToRgba(mask: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(mask.length * 4)
  for (let i = 0; i < mask.length; i++) rgba.fill(mask[i] ?? 0, i * 4, i * 4 + 3)
  for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255
  return rgba
}

function toStored({ x, y, pixels: _pixels, ...facts }: Layer, pixels: StoredPixels): StoredLayer {
  const placed = pixels && {
    ...pixels,
    bounds: { ...pixels.bounds, x: pixels.bounds.x + x, y: pixels.bounds.y + y },
  }
  return { ...facts, pixels: placed }
}
