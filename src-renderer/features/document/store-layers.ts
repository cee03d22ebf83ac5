import type { CanvasDocument, Layer } from '#shared/document/canvas-document.ts'
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
    const pixels = await storePixels(layer.pixels, upload, known)
    if (!pixels.ok) return pixels
    const origins = await storeOrigins(layer, upload, known)
    if (!origins.ok) return origins
    stored.push(toStored(layer, pixels.value, origins.value))
  }
  return ok(stored)
}

async function storePixels(
  pixels: Pixels,
  upload: Upload,
  known: KnownPixels,
): Promise<Result<StoredPixels>> {
  const seen = known.get(pixels.tiles)
  if (seen !== undefined) return ok(seen)
  const bounds = contentBounds(pixels)
  if (!bounds) {
    known.set(pixels.tiles, null)
    return ok(null)
  }
  const block = readPixels(pixels, bounds)
  const { buffer } = pixels.channels === 1 ? maskToRgba(block) : block
  const { width, height } = bounds
  const origin = pixels.channels === 1 ? 'mask' : 'canvas'
  const asset = await upload({ kind: 'rgba', origin, width, height, bytes: buffer })
  if (!asset.ok) return asset
  const value = { sha256: asset.value.sha256, bounds }
  known.set(pixels.tiles, value)
  return ok(value)
}

async function storeOrigins(
  { origins }: Layer,
  upload: Upload,
  known: KnownPixels,
): Promise<Result<StoredLayer['origins']>> {
  if (!origins) return ok(null)
  const map = await storePixels(origins.map, upload, known)
  return map.ok ? ok({ map: map.value, pictures: [...origins.pictures] }) : map
}

/** A mask as an opaque grey picture, four bytes a pixel. */
export function maskToRgba(mask: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(mask.length * 4)
  for (let i = 0; i < mask.length; i++) rgba.fill(mask[i] ?? 0, i * 4, i * 4 + 3)
  for (let i = 3; i < rgba.length; i += 4) rgba[i] = 255
  return rgba
}

function toStored(
  { x, y, pixels: _pixels, origins: _origins, ...facts }: Layer,
  pixels: StoredPixels,
  origins: StoredLayer['origins'],
): StoredLayer {
  const placed = (stored: StoredPixels) =>
    stored && { ...stored, bounds: { ...stored.bounds, x: stored.bounds.x + x, y: stored.bounds.y + y } }
  return { ...facts, pixels: placed(pixels), origins: origins && { ...origins, map: placed(origins.map) } }
}
