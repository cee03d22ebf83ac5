import { z } from 'zod'
import { channelsOf } from '#shared/document/canvas-document.ts'
import { tilesOfState } from '#shared/document/storage/fold.ts'
import { StoredState } from '#shared/entities/document/document-journal.ts'
import { Sha256 } from '#shared/entities/hash.ts'
import type { TilePlace } from '../tile-codec.ts'

/** The version of `.verso` files that this Verso writes. */
export const versoVersion = 1

/** `document.json` in a `.verso` file: everything but pixels. */
export const VersoContent = z.object({
  format: z.literal('verso-document'),
  version: z.literal(versoVersion),
  /** The program that wrote it. */
  app: z.string().max(100),
  id: z.string().regex(/^[\w-]{1,64}$/),
  name: z.string().max(1000),
  /** Its steps are there when the artist chose to keep them. */
  state: StoredState,
  /** Number, offset in `tiles.bin`, length, method, CRC-32, size of each tile. */
  tiles: z.array(z.number().int().min(0)),
  /** Pictures of the candidates, their masks, and those that layers have pixels of. */
  pictures: z.array(z.object({ sha256: Sha256, mime: z.string().max(50), mask: z.boolean() })).max(100_000),
})
export type VersoContent = z.infer<typeof VersoContent>

/** What contradicts itself in a state, in words; null when nothing does. */
export function findFault(state: StoredState, places: ReadonlyMap<number, TilePlace>): string | null {
  const { page, layers } = state.canvas
  const { order } = page.facts
  if (new Set(order).size !== order.length) return 'a layer stands in its list twice'
  if (order.some((id) => layers[id]?.facts.id !== id)) return 'a layer of its list is missing'
  const odd = Object.values(layers).find(({ facts }) => facts.pixels.plane !== channelsOf(facts.kind))
  if (odd) return `the layer “${odd.facts.name}” has pixels of another kind`
  for (const [number, channels] of tilesOfState(state)) {
    const place = places.get(number)
    if (!place) return `the tile ${number} is missing`
    if (place.size !== 65_536 * channels) return `the tile ${number} has another size`
  }
  return null
}

/** Hashes of the pictures that a state speaks of; true for masks. */
export function picturesOf(state: StoredState): Map<string, boolean> {
  const found = new Map<string, boolean>()
  const steps = [...state.done, ...state.undone]
  const facts = [
    ...Object.values(state.canvas.layers).map((layer) => layer.facts),
    ...steps.flatMap(({ diff }) =>
      Object.values(diff.layers).flatMap(({ before, after }) => [before, after]),
    ),
  ]
  for (const sha256 of facts.flatMap((layer) => layer?.origins?.pictures ?? [])) found.set(sha256, false)
  const candidates = [
    ...state.canvas.candidates,
    ...steps.flatMap(({ diff }) =>
      Object.values(diff.candidates).flatMap(({ before, after }) => [before, after]),
    ),
  ]
  for (const candidate of candidates) {
    if (candidate?.mask) found.set(candidate.mask, true)
    if (candidate) found.set(candidate.sha256, false)
  }
  return found
}
