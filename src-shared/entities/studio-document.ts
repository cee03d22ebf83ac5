import { z } from 'zod'
import { Adjustment } from './adjustment.ts'
import { BlendMode } from './blend-mode.ts'
import { GenerationRequest } from './generation-request.ts'
import { Sha256 } from './hash.ts'

export const Rectangle = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1).max(32_768),
  height: z.number().int().min(1).max(32_768),
})
export type Rectangle = z.infer<typeof Rectangle>

const StoredPixels = z.object({ sha256: Sha256, bounds: Rectangle })

/** A layer as stored: its pixels are a picture in the library, placed at `bounds`; `null` while it is empty. */
export const StoredLayer = z.object({
  id: z.string().min(1).max(64),
  kind: z.enum(['raster', 'mask', 'region', 'group', 'adjustment']),
  name: z.string().max(200),
  visible: z.boolean(),
  opacity: z.number().min(0).max(1),
  pixels: StoredPixels.nullable(),
  blend: BlendMode.default('normal'),
  locked: z.boolean().default(false),
  lockAlpha: z.boolean().default(false),
  clip: z.boolean().default(false),
  parent: z.string().max(64).nullable().default(null),
  region: z
    .object({ prompt: z.string().max(10_000), weight: z.number().min(0).max(2) })
    .nullable()
    .default(null),
  adjustment: Adjustment.nullable().default(null),
  /** Which picture each pixel came from; the map is a grey picture in the library. */
  origins: z
    .object({ map: StoredPixels.nullable(), pictures: z.array(Sha256).max(255) })
    .nullable()
    .default(null),
})
export type StoredLayer = z.infer<typeof StoredLayer>

/** A picture made for the canvas: it waits above it, or lies in its history until the artist deletes it. */
export const Candidate = z.object({
  sha256: Sha256,
  bounds: Rectangle,
  jobId: z.string(),
  /** Absent in documents from before it was kept: then it stands in the picture's record. */
  mask: Sha256.nullable().optional(),
  feather: z.number().min(0).max(256).default(4),
  prompt: z.string().max(10_000).default(''),
  place: z.enum(['staging', 'history']).default('staging'),
  used: z.boolean().default(false),
})
export type Candidate = z.infer<typeof Candidate>

/** The canvas as earlier versions kept it between runs; today's is in `document/stored-canvas.ts`. */
export const StudioDocument = z.object({
  id: z.string().min(1).max(64),
  version: z.literal(1),
  width: z.number().int().min(1).max(32_768),
  height: z.number().int().min(1).max(32_768),
  /** Bottom first. */
  layers: z.array(StoredLayer).max(10_000),
  activeLayerId: z.string().nullable(),
  box: Rectangle,
  candidates: z.array(Candidate).max(100_000),
  /** What stands in the prompt panel. */
  request: GenerationRequest.omit({ init: true, mask: true }),
  /** False: a new seed for each press of the button. */
  seedLocked: z.boolean(),
})
export type StudioDocument = z.infer<typeof StudioDocument>
