import {
  type CanvasDocument,
  type Layer,
  type StagedCandidate,
  channelsOf,
  newDocument,
} from '#shared/document/canvas-document.ts'
import { pixelsFrom } from '#shared/document/pixel-transfer.ts'
import { requestSizeFor } from '#shared/document/request-size.ts'
import { emptyPixels } from '#shared/document/pixels.ts'
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
  const { sha256, bounds } = stored.pixels
  const { data, width, height } = await loadPixels(pictureUrl(sha256), bounds)
  const local = { x: 0, y: 0, width, height }
  const mask = channelsOf(stored.kind) === 1
  const block = mask ? data.filter((_value, index) => index % 4 === 0) : new Uint8ClampedArray(data)
  const pixels = pixelsFrom(block, local, mask ? 1 : 4)
  known.set(pixels.tiles, { sha256, bounds: local })
  return { ...emptyLayer(stored), x: bounds.x, y: bounds.y, pixels }
}

function emptyLayer({ pixels: _pixels, ...facts }: StoredLayer): Layer {
  return { ...facts, x: 0, y: 0, pixels: emptyPixels(channelsOf(facts.kind)) }
}

/** The mask a candidate was made with stands in its record. */
async function withMask(client: Client, candidate: Candidate): Promise<StagedCandidate> {
  const found = await client.api('gallery.get', { sha256: candidate.sha256 })
  return { ...candidate, mask: found.ok ? (found.value.record?.request.mask ?? null) : null }
}

function bySha(candidates: readonly StagedCandidate[]): Record<string, StagedCandidate> {
  return Object.fromEntries(candidates.map((candidate) => [candidate.sha256, candidate]))
}

function toDocument({ id, width, height, box, activeLayerId, layers }: StudioDocument): CanvasDocument {
  const order = layers.map((layer) => layer.id)
  return { id, width, height, box, activeLayerId, order, layers: {}, selection: null, candidates: {} }
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
