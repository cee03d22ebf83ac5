import { z } from 'zod'
import { Adjustment } from '../adjustment.ts'
import { BlendMode } from '../blend-mode.ts'
import { Sha256 } from '../hash.ts'
import { Rectangle } from '../studio-document.ts'

/** Stands in the facts where pixels are; its tiles lie apart. The number is bytes a pixel. */
export const Plane = z.object({ plane: z.union([z.literal(1), z.literal(4)]) })
export type Plane = z.infer<typeof Plane>

/** All of a layer but its tiles. One more field of a layer is one more line here, with a default for older files. */
export const LayerFacts = z.object({
  id: z.string().min(1).max(64),
  kind: z.enum(['raster', 'mask', 'region', 'group', 'adjustment']),
  name: z.string().max(10_000),
  visible: z.boolean(),
  opacity: z.number(),
  x: z.number(),
  y: z.number(),
  pixels: Plane,
  blend: BlendMode.default('normal'),
  locked: z.boolean().default(false),
  lockAlpha: z.boolean().default(false),
  clip: z.boolean().default(false),
  parent: z.string().max(64).nullable().default(null),
  region: z.object({ prompt: z.string(), weight: z.number() }).nullable().default(null),
  adjustment: Adjustment.nullable().default(null),
  origins: z
    .object({ map: Plane, pictures: z.array(Sha256).max(255) })
    .nullable()
    .default(null),
})
export type LayerFacts = z.infer<typeof LayerFacts>

/** All of a document but its layers, its candidates and its tiles. */
export const PageFacts = z.object({
  width: z.number().int().min(1).max(65_536),
  height: z.number().int().min(1).max(65_536),
  order: z.array(z.string().min(1).max(64)).max(10_000),
  activeLayerId: z.string().max(64).nullable(),
  box: Rectangle,
  origin: z.object({ x: z.number().int(), y: z.number().int() }).default({ x: 0, y: 0 }),
  selection: Plane.nullable().default(null),
})
export type PageFacts = z.infer<typeof PageFacts>

/** A picture made for the canvas, with all that `StagedCandidate` holds. */
export const CandidateFacts = z.object({
  sha256: Sha256,
  jobId: z.string(),
  bounds: Rectangle,
  mask: Sha256.nullable().default(null),
  feather: z.number().default(4),
  prompt: z.string().default(''),
  place: z.enum(['staging', 'history']).default('staging'),
  used: z.boolean().default(false),
})
export type CandidateFacts = z.infer<typeof CandidateFacts>

const tileNumber = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** Tiles of each plane by its path in the facts (`pixels`, `origins.map`): key, tile, key, tile …, by ascending key. */
export const Planes = z.record(z.string().max(200), z.array(tileNumber))
export type Planes = z.infer<typeof Planes>

export const StoredCanvas = z.object({
  page: z.object({ facts: PageFacts, planes: Planes }),
  layers: z.record(z.string(), z.object({ facts: LayerFacts, planes: Planes })),
  /** In the order of their arrival. */
  candidates: z.array(CandidateFacts),
})
export type StoredCanvas = z.infer<typeof StoredCanvas>

/** Both sides of a part that changed (null where it was not there), and its tiles: key, before, after; 0 is none. */
function change<T extends z.ZodType>(facts: T) {
  const planes = z.record(z.string().max(200), z.array(tileNumber))
  return z.object({ before: facts.nullable(), after: facts.nullable(), planes })
}

/** A `DocumentDiff` as it is stored: facts whole, of the tiles only those that changed. */
export const StoredDiff = z.object({
  page: change(PageFacts).nullable(),
  layers: z.record(z.string(), change(LayerFacts)),
  candidates: z.record(
    z.string(),
    z.object({ before: CandidateFacts.nullable(), after: CandidateFacts.nullable() }),
  ),
})
export type StoredDiff = z.infer<typeof StoredDiff>
