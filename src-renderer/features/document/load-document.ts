import {
  type CanvasDocument,
  type Layer,
  type StagedCandidate,
  channelsOf,
  newDocument,
} from '#shared/document/canvas-document.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { requestSizeFor } from '#shared/document/request-size.ts'
import { type Pixels, emptyPixels } from '#shared/document/pixels.ts'
import type { Candidate, StoredLayer, StudioDocument } from '#shared/entities/studio-document.ts'
import { type AppError, toAppError } from '#shared/errors.ts'
import type { Client } from '#client/client.ts'
import { loadPixels, pictureUrl } from '#client/pictures.ts'
import { type Draft, newDraft, randomSeed } from '#editor/draft.ts'
import type { KnownPixels } from './store-layers.ts'

export interface LoadedDocument {
  readonly document: CanvasDocument
  readonly draft: Draft
  /** What could not be read; everything else is there. */
  readonly problems: readonly AppError[]
}

/** The canvas as it was left, or a fresh one. A layer whose picture is gone comes back empty, and says so. */
export async function loadDocument(client: Client, known: KnownPixels): Promise<LoadedDocument> {
  const loaded = await client.api('document.load', null)
  const fresh = { document: newDocument(crypto.randomUUID()), draft: newDraft(randomSeed()) }
  if (!loaded.ok) return { ...fresh, problems: [loaded.error] }
  if (!loaded.value) return { ...fresh, problems: [] }
  const stored = loaded.value
  const problems: AppError[] = []
  const layers: Record<string, Layer> = {}
  for (const layer of stored.layers) {
    layers[layer.id] = await loadLayer(layer, known).catch((thrown: unknown) => {
      problems.push(toAppError(thrown))
      return emptyLayer(layer)
    })
  }
  const candidates = await Promise.all(stored.candidates.map((candidate) => withMask(client, candidate)))
  return {
    document: { ...toDocument(stored), layers, candidates: bySha(candidates) },
    draft: toDraft(stored),
    problems,
  }
}

async function loadLayer(stored: StoredLayer, known: KnownPixels): Promise<Layer> {
  if (!stored.pixels) return emptyLayer(stored)
  const { x, y } = stored.pixels.bounds
  const pixels = await loadTiles(stored.pixels, channelsOf(stored.kind), { x, y }, known)
  return { ...emptyLayer(stored), x, y, pixels, origins: await loadOrigins(stored, { x, y }, known) }
}

/** The tiles of a stored picture, in the coordinates of a layer that lies at `origin`. */
async function loadTiles(
  { sha256, bounds }: NonNullable<StoredLayer['pixels']>,
  channels: 1 | 4,
  origin: { readonly x: number; readonly y: number },
  known: KnownPixels,
): Promise<Pixels> {
  const { data } = await loadPixels(pictureUrl(sha256), bounds)
  const local = { ...bounds, x: bounds.x - origin.x, y: bounds.y - origin.y }
  const block = channels === 1 ? data.filter((_value, index) => index % 4 === 0) : new Uint8ClampedArray(data)
  const pixels = pixelsFrom(block, local, channels)
  known.set(pixels.tiles, { sha256, bounds: local })
  return pixels
}

async function loadOrigins(
  { origins }: StoredLayer,
  origin: { readonly x: number; readonly y: number },
  known: KnownPixels,
): Promise<Layer['origins']> {
  if (!origins?.map) return null
  return { map: await loadTiles(origins.map, 1, origin, known), pictures: origins.pictures }
}

function emptyLayer({ pixels: _pixels, origins: _origins, ...facts }: StoredLayer): Layer {
  return { ...facts, x: 0, y: 0, pixels: emptyPixels(channelsOf(facts.kind)), origins: null }
}

/** In older documents the mask a candidate was made with stands only in its record. */
async function withMask(client: Client, { mask, ...candidate }: Candidate): Promise<StagedCandidate> {
  if (mask !== undefined) return { ...candidate, mask }
  const found = await client.api('gallery.get', { sha256: candidate.sha256 })
  return { ...candidate, mask: found.ok ? (found.value.record?.request.mask ?? null) : null }
}

function bySha(candidates: readonly StagedCandidate[]): Record<string, StagedCandidate> {
  return Object.fromEntries(candidates.map((candidate) => [candidate.sha256, candidate]))
}

function toDocument({ id, width, height, box, activeLayerId, layers }: StudioDocument): CanvasDocument {
  const order = layers.map((layer) => layer.id)
  const rest = { origin: { x: 0, y: 0 }, selection: null, layers: {}, candidates: {} }
  return { id, width, height, box, activeLayerId, order, ...rest }
}

/** Native sizes of the families there are; a size that one of them gives was chosen by the box, not by hand. */
const nativeSizes = [256, 512, 768, 1024]

function toDraft({ request, seedLocked, box }: StudioDocument): Draft {
  const sizeFollowsBox = nativeSizes.some((native) => {
    const { width, height } = requestSizeFor(box, native)
    return width === request.width && height === request.height
  })
  return { request, seedLocked, source: { kind: 'canvas' }, sizeFollowsBox, tunedFor: request.model }
}
