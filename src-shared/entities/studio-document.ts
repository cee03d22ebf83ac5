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

/** A layer as stored: its pixels are a picture in the library, placed at `bounds`; `null` while it is empty. */
export const StoredLayer = z.object({
  id: z.string().min(1).max(64),
  kind: z.enum(['raster', 'mask', 'region', 'group', 'adjustment']),
  name: z.string().max(200),
  visible: z.boolean(),
  opacity: z.number().min(0).max(1),
  pixels: z.object({ sha256: Sha256, bounds: Rectangle }).nullable(),
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
})
export type StoredLayer = z.infer<typeof StoredLayer>

/** A picture waiting above the canvas to be accepted or discarded. */
export const Candidate = z.object({ sha256: Sha256, bounds: Rectangle, jobId: z.string() })
export type Candidate = z.infer<typeof Candidate>

/** The canvas as it is kept between runs. */
export const StudioDocument = z.object({
  id: z.string().min(1).max(64),
  version: z.literal(1),
  width: z.number().int().min(1).max(32_768),
  height: z.number().int().min(1).max(32_768),
  /** Bottom first. */
  layers: z.array(StoredLayer).max(1000),
  activeLayerId: z.string().nullable(),
  box: Rectangle,
  candidates: z.array(Candidate).max(1000),
  /** What stands in the prompt panel. */
  request: GenerationRequest.omit({ init: true, mask: true }),
  /** False: a new seed for each press of the button. */
  seedLocked: z.boolean(),
})
export type StudioDocument = z.infer<typeof StudioDocument>
