import { z } from 'zod'
import { AppError } from '../errors.ts'
import { GenerationRequest } from '../entities/generation-request.ts'
import { Sha256 } from '../entities/hash.ts'
import { JobState } from '../entities/job.ts'

/** What of a request an axis of a grid may change. */
export const gridParameters = [
  'prompt',
  'prompt-replace',
  'negative-replace',
  'seed',
  'steps',
  'guidance',
  'sampler',
  'schedule',
  'strength',
  'model',
  'lora-weight',
  'clip-skip',
  'guidance-rescale',
  'width',
  'height',
  'upscale',
  'hires-scale',
  'hires-strength',
] as const
export const GridParameter = z.enum(gridParameters)
export type GridParameter = z.infer<typeof GridParameter>

/** One axis: what it changes, and the values that it takes, each as its label says it. */
export const GridAxis = z.object({
  parameter: GridParameter,
  /** For `lora-weight`: the LoRA's file. For the replacing ones: the words that are replaced. */
  target: z.string().max(4096).default(''),
  values: z.array(z.string().max(2000)).min(1).max(200),
})
export type GridAxis = z.infer<typeof GridAxis>

/** Columns first, then rows, then sheets. */
export const GridAxes = z.array(GridAxis).min(1).max(3)

export const mostGridCells = 1000

export const GridPlan = z.object({
  base: GenerationRequest,
  axes: GridAxes,
})
export type GridPlan = z.infer<typeof GridPlan>

export const Grid = z.object({
  id: z.string(),
  name: z.string(),
  plan: GridPlan,
  paused: z.boolean(),
  createdAt: z.string(),
  /** How many of its cells are in which state. */
  counts: z.record(JobState, z.number().int()),
})
export type Grid = z.infer<typeof Grid>

/** One cell: column + columns × (row + rows × sheet). */
export const GridCell = z.object({
  cell: z.number().int(),
  jobId: z.string(),
  state: JobState,
  sha256: Sha256.nullable(),
  error: AppError.nullable(),
})
export type GridCell = z.infer<typeof GridCell>
