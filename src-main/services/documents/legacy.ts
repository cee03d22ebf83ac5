import type { RgbaPicture } from '#files/pixels/rgba-picture.ts'
import { channelsOf } from '#shared/document/canvas-document.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import type { Pixels } from '#shared/document/pixels.ts'
import { encodeCanvas } from '#shared/document/storage/stored-canvas.ts'
import type { StoredState } from '#shared/entities/document/document-journal.ts'
import type { Candidate, StoredLayer, StudioDocument } from '#shared/entities/studio-document.ts'
import type { CanvasDocument, Layer, StagedCandidate } from '#shared/document/canvas-document.ts'
import { type AppError, toAppError } from '#shared/errors.ts'

export interface LegacyPictures {
  pixelsOf(sha256: string): Promise<RgbaPicture>
  /** The mask that a picture was made with, as its record says. */
  maskOf(sha256: string): string | null
}

/** A document of an earlier Verso, whose layers were pictures in the library, as it is kept now. */
export interface Converted {
  readonly state: StoredState
  readonly tiles: ReadonlyMap<number, Uint8Array>
  /** Layers whose picture is gone come empty. */
  readonly problems: readonly AppError[]
}

export async function convertLegacy(old: StudioDocument, pictures: LegacyPictures): Promise<Converted> {
  const problems: AppError[] = []
  const layers: Record<string, Layer> = {}
  for (const layer of old.layers) layers[layer.id] = await convertLayer(layer, pictures, problems)
  const candidates = old.candidates.map((each) => convertCandidate(each, pictures))
  const { id, width, height, box, activeLayerId } = old
  const document: CanvasDocument = {
    ...{ id, width, height, box, activeLayerId, layers, selection: null, origin: { x: 0, y: 0 } },
    order: old.layers.map((layer) => layer.id),
    candidates: Object.fromEntries(candidates.map((candidate) => [candidate.sha256, candidate])),
  }
  const tiles = new Map<number, Uint8Array>()
  const canvas = encodeCanvas(document, (tile) => {
    tiles.set(tiles.size + 1, new Uint8Array(tile.buffer))
    return tiles.size
  })
  const { request, seedLocked } = old
  return { state: { canvas, done: [], undone: [], draft: { request, seedLocked } }, tiles, problems }
}

async function convertLayer(
  { pixels, origins, ...facts }: StoredLayer,
  pictures: LegacyPictures,
  problems: AppError[],
): Promise<Layer> {
  const channels = channelsOf(facts.kind)
  const load = async (stored: StoredLayer['pixels'], bytes: 1 | 4): Promise<Pixels> => {
    if (!stored) return { channels: bytes, tiles: new Map() }
    try {
      const { data, width, height } = await pictures.pixelsOf(stored.sha256)
      const origin = pixels?.bounds ?? stored.bounds
      const area = { x: stored.bounds.x - origin.x, y: stored.bounds.y - origin.y, width, height }
      const block = bytes === 1 ? data.filter((_value, index) => index % 4 === 0) : data
      return pixelsFrom(new Uint8ClampedArray(block), area, bytes)
    } catch (error) {
      problems.push(toAppError(error))
      return { channels: bytes, tiles: new Map() }
    }
  }
  const map = origins?.map ? await load(origins.map, 1) : null
  return {
    ...facts,
    x: pixels?.bounds.x ?? 0,
    y: pixels?.bounds.y ?? 0,
    pixels: await load(pixels, channels),
    origins: map && origins ? { map, pictures: origins.pictures } : null,
  }
}

/** In the oldest documents the mask a candidate was made with stands only in its record. */
function convertCandidate({ mask, ...rest }: Candidate, pictures: LegacyPictures): StagedCandidate {
  return { ...rest, mask: mask === undefined ? pictures.maskOf(rest.sha256) : mask }
}
